package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.OwnUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where this process may make cgroups: the base directory per version 1 controller, and that of
 * version 2.
 *
 * @param inSession a session or service manager may kill what is in this process's own cgroup
 * @param delegated the highest version 2 cgroup above this process's that is its user's
 */
record CgroupMounts(
    Map<String, Path> controllers,
    @Nullable Path unified,
    boolean inSession,
    @Nullable Path delegated) {
  private static final List<String> UNIT_SUFFIXES = List.of(".slice", ".scope", ".service");

  static CgroupMounts ofThisMachine() {
    try {
      return parse(
          Files.readAllLines(Path.of("/proc/self/mountinfo")),
          Files.readAllLines(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the lines of /proc/self/mountinfo and /proc/self/cgroup (proc(5), cgroups(7)). */
  static CgroupMounts parse(List<String> mountinfo, List<String> membership) {
    var own = new TreeMap<String, String>();
    for (String line : membership) {
      String[] parts = line.split(":", 3);
      for (String controller : parts[1].split(",", -1)) {
        own.put(controller, parts[2]);
      }
    }
    var controllers = new TreeMap<String, Path>();
    Path unified = null;
    Path delegated = null;
    for (String line : mountinfo) {
      var mount = CgroupMount.parse(line);
      if (mount.isEmpty()) {
        continue;
      }
      if (mount.get().version2()) {
        unified = mount.get().directory(base(own.getOrDefault("", "/")));
        delegated = delegated(mount.get(), own.getOrDefault("", "/"));
        continue;
      }
      for (String controller : mount.get().options()) {
        if (own.containsKey(controller)) {
          controllers.putIfAbsent(
              controller, mount.get().directory(base(own.getOrDefault(controller, "/"))));
        }
      }
    }
    boolean inSession = own.values().stream().anyMatch(CgroupMounts::isUnit);
    return new CgroupMounts(controllers, unified, inSession, delegated);
  }

  /** Null if not even the process's own is its user's to divide. */
  private static @Nullable Path delegated(CgroupMount mount, String own) {
    Path found = null;
    for (var path = Path.of(own); path != null; path = path.getParent()) {
      var directory = mount.directory(path.toString());
      if (!Files.isWritable(directory.resolve("cgroup.procs"))
          || !Files.isWritable(directory.resolve("cgroup.subtree_control"))) {
        break;
      }
      found = path.getFileName() == null || isOurs(path) ? found : directory;
    }
    return found;
  }

  private static boolean isOurs(Path path) {
    return path.toString().contains("/jstack-");
  }

  private static boolean isUnit(String path) {
    return !path.contains("/jstack-") && UNIT_SUFFIXES.stream().anyMatch(path::endsWith);
  }

  /** The part of a cgroup path that outlives sessions, services and engines. */
  static String base(String path) {
    var kept = new StringBuilder();
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (part.startsWith("jstack-") || UNIT_SUFFIXES.stream().anyMatch(part::endsWith)) {
        break;
      }
      kept.append('/').append(part);
    }
    return kept.isEmpty() ? "/" : kept.toString();
  }

  CgroupTree tree(String instance) {
    if (OwnUser.isConfined()) {
      return delegated == null ? new NoTree() : new V2Tree(delegated, "jstack-" + instance);
    }
    var freezer = controllers.get("freezer");
    if (freezer != null) {
      return new V1Tree(controllers, freezer, "jstack-" + instance);
    }
    if (unified == null) {
      throw new JstackException("no cgroup file system is mounted, expected one at /sys/fs/cgroup");
    }
    return new V2Tree(unified, "jstack-" + instance);
  }

  /** A mount of a cgroup file system: which part of the hierarchy it shows, and where. */
  private record CgroupMount(String root, Path target, boolean version2, List<String> options) {
    /** Fields of a mountinfo line: id parent dev root target options … - type source super. */
    static Optional<CgroupMount> parse(String line) {
      int dash = line.indexOf(" - ");
      String[] head = line.substring(0, dash).split(" ", -1);
      String[] tail = line.substring(dash + 3).split(" ", -1);
      if (!tail[0].equals("cgroup") && !tail[0].equals("cgroup2")) {
        return Optional.empty();
      }
      return Optional.of(
          new CgroupMount(
              head[3],
              Path.of(head[4]),
              tail[0].equals("cgroup2"),
              List.of(tail[2].split(",", -1))));
    }

    /** A path of the hierarchy as seen through this mount. */
    Path directory(String path) {
      if (root.equals("/") || !(path + "/").startsWith(root + "/")) {
        return target.resolve(root.equals("/") ? path.substring(1) : "");
      }
      return target.resolve(path.substring(root.length()).replaceFirst("^/", ""));
    }
  }
}
