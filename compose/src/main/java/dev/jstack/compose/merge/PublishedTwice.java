package dev.jstack.compose.merge;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.SourceLocation;
import java.util.List;
import java.util.Objects;

/**
 * Warns when a later file publishes a container's port a second time: lists are appended, and who
 * writes another host port mostly means to replace the first.
 */
final class PublishedTwice {
  private final Problems problems;

  PublishedTwice(Problems problems) {
    this.problems = problems;
  }

  void check(List<Node> earlier, Mapping port, String path) {
    for (Node node : earlier) {
      if (node instanceof Mapping other && elsewhere(other, port) && clash(other, port)) {
        problems.warn(
            Code.SEVERAL_PORTS,
            port.location(),
            path
                + ": container port "
                + port.text("target")
                + " is published at "
                + published(port)
                + " and also at "
                + published(other)
                + ", "
                + other.location(),
            "to replace the list of the earlier file write ports: !override");
        return;
      }
    }
  }

  /** In another file, or in another document of this one. */
  private static boolean elsewhere(Mapping one, Mapping other) {
    SourceLocation first = one.location();
    SourceLocation second = other.location();
    return !first.file().equals(second.file());
  }

  private static boolean clash(Mapping one, Mapping other) {
    return same(one, other, "target")
        && same(one, other, "protocol")
        && same(one, other, "host_ip")
        && one.has("published")
        && other.has("published")
        && !same(one, other, "published");
  }

  private static boolean same(Mapping one, Mapping other, String key) {
    return Objects.equals(one.text(key), other.text(key));
  }

  private static String published(Mapping port) {
    return String.valueOf(port.text("published"));
  }
}
