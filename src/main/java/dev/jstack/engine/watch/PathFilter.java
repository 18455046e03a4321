package dev.jstack.engine.watch;

import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.watch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which paths below a root count: all that no pattern ignores and, if there are any to include, one
 * of these names. Patterns are those of .dockerignore, each from its own directory.
 */
final class PathFilter {
  /** What editors and tools leave for a moment, and what is nobody's source. */
  private static final List<String> EPHEMERAL =
      List.of(
          "**/.git",
          "**/.idea",
          "**/*___jb_old___",
          "**/*___jb_tmp___",
          "**/.#*",
          "**/#*#",
          "**/4913",
          "**/*~",
          "**/.*.swp",
          "**/.*.swx",
          "**/.*.swo",
          "**/.*.swn",
          "**/.*.kate-swp",
          "**/*-go-tmp-umask");

  private record Ignored(RawPath from, IgnoreRules rules) {
    boolean has(RawPath path) {
      return Scope.isAtOrBelow(path, from) && rules.ignores(below(path, from).toString());
    }
  }

  private final RawPath root;
  private final List<Ignored> ignored = new ArrayList<>();
  private final IgnoreRules included;

  /** {@code ignore} and {@code include} are patterns below {@code root}; no include is all. */
  PathFilter(RawPath root, List<String> ignore, List<String> include) {
    this.root = root;
    this.included = IgnoreRules.of(include);
    ignored.add(new Ignored(root, IgnoreRules.of(EPHEMERAL)));
    ignored.add(new Ignored(root, IgnoreRules.of(ignore)));
  }

  /** Nothing is left out. */
  static PathFilter all(RawPath root) {
    var filter = new PathFilter(root, List.of(), List.of());
    filter.ignored.clear();
    return filter;
  }

  /** Also without what a .dockerignore names; null is none. */
  PathFilter without(RawPath context, @Nullable String dockerignore) {
    ignored.add(new Ignored(context, IgnoreRules.file(dockerignore)));
    return this;
  }

  /** Whether a path is the root or below it, and counts. */
  boolean accepts(RawPath path) {
    if (!Scope.isAtOrBelow(path, root) || ignored.stream().anyMatch(rule -> rule.has(path))) {
      return false;
    }
    return included.isEmpty()
        || path.equals(root)
        || included.ignores(below(path, root).toString());
  }

  /** Whether something that counts may be in a directory at or below the root. */
  boolean enters(RawPath directory) {
    return Scope.isAtOrBelow(directory, root)
        && ignored.stream().noneMatch(rule -> rule.rules.prunes() && rule.has(directory));
  }

  /** The rest of {@code path} from {@code root} on. */
  static RawPath below(RawPath path, RawPath root) {
    if (root.isEmpty()) {
      return path;
    }
    int length = root.bytes().length();
    return path.bytes().length() == length
        ? RawPath.EMPTY
        : new RawPath(path.bytes().substring(length + 1));
  }
}
