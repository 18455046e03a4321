package dev.jstack.runtime.watch;

import dev.jstack.runtime.linux.RawPath;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which paths are watched: some roots and what is below them, but for directories that nobody wants
 * to know of. The directories above a root count, too, so that one that is missing, or is replaced,
 * is seen when it comes. Paths are those below {@code /}, without the leading slash.
 */
public final class Scope {
  private final List<RawPath> roots;
  private final Predicate<RawPath> descends;

  /** {@code descends} says of a directory below a root whether it matters. */
  public Scope(Collection<RawPath> roots, Predicate<RawPath> descends) {
    this.roots = roots.stream().distinct().sorted().toList();
    this.descends = descends;
  }

  List<RawPath> roots() {
    return roots;
  }

  /** Whether changes of this path are told. */
  boolean has(RawPath path) {
    return roots.stream().anyMatch(root -> isAtOrBelow(path, root));
  }

  /** Whether to look into this directory. */
  boolean enters(RawPath directory) {
    for (var root : roots) {
      if (isAtOrBelow(root, directory)) {
        return true;
      }
    }
    return has(directory) && descends.test(directory);
  }

  /** Whether {@code path} is {@code root} or something below it. */
  public static boolean isAtOrBelow(RawPath path, RawPath root) {
    return root.isEmpty()
        || path.equals(root)
        || (path.bytes().startsWith(root.bytes())
            && path.bytes().charAt(root.bytes().length()) == '/');
  }
}
