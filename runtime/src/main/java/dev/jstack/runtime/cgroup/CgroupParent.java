package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import java.util.List;

/** The text of {@code cgroup_parent}: a path below the place where this machine's engines are. */
final class CgroupParent {
  private CgroupParent() {}

  /** {@code /a/b} as {@code a/b}. */
  static String relative(String text) {
    var parts = List.of(text.replaceFirst("^/+", "").split("/+", -1));
    if (parts.stream().anyMatch(part -> part.isEmpty() || part.matches("\\.\\.?|cgroup\\..*"))) {
      throw new JstackException("invalid cgroup parent \"" + text + "\": expected a path, as /a/b");
    }
    return String.join("/", parts);
  }
}
