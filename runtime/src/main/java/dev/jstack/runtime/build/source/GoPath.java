package dev.jstack.runtime.build.source;

import java.util.ArrayDeque;
import java.util.List;

/** Paths as text, by Go's rules for slashes and dots; nothing here looks at a file system. */
public final class GoPath {
  private GoPath() {}

  /** Below the root, without {@code .}, {@code ..} and doubled slashes: {@code /a/../b → /b}. */
  static String absolute(String path) {
    return "/" + relative(path);
  }

  /** The same without the leading slash; empty for the root itself. */
  public static String relative(String path) {
    return String.join("/", components(path));
  }

  /** Joined to a working directory unless it is absolute. */
  public static String absolute(String directory, String path) {
    return absolute(path.startsWith("/") ? path : directory + "/" + path);
  }

  /** {@code ..} never leaves the root. */
  static List<String> components(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return List.copyOf(parts);
  }

  /** filepath.Clean of a pattern: a relative one keeps a leading {@code ..}. */
  static String clean(String pattern) {
    var parts = new ArrayDeque<String>();
    boolean rooted = pattern.startsWith("/");
    for (var part : pattern.split("/", -1)) {
      boolean up = part.equals("..");
      if (up && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (up ? !rooted : !part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    var joined = String.join("/", parts);
    return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  /** The last component; empty for the root. */
  public static String name(String path) {
    var parts = components(path);
    return parts.isEmpty() ? "" : parts.getLast();
  }

  static String parent(String path) {
    var parts = components(path);
    return parts.isEmpty() ? "" : String.join("/", parts.subList(0, parts.size() - 1));
  }

  public static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** Whether a target says that it is a directory. */
  public static boolean namesDirectory(String path) {
    return path.endsWith("/")
        || path.equals(".")
        || path.equals("..")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }
}
