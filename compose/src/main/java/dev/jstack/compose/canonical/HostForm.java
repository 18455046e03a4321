package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Lines of /etc/hosts: {@code name=address}, {@code name:address}, or a mapping. */
final class HostForm {
  private HostForm() {}

  /** A list of {@code name=address}. */
  static Sequence of(String path, Node node, Problems problems) {
    List<Node> hosts = new ArrayList<>();
    if (node instanceof Mapping mapping) {
      mapping.entries().forEach((name, entry) -> addresses(name, entry.value(), hosts));
      return new Sequence(node.location(), hosts, node.directive());
    }
    for (Node item : ((Sequence) node).items()) {
      Scalar line = (Scalar) item;
      String text = line.text();
      int separator = text.indexOf('=') > 0 ? text.indexOf('=') : text.indexOf(':');
      if (separator <= 0 || separator + 1 == text.length()) {
        problems.error(
            Code.EXTRA_HOST,
            line.location(),
            path + ".extra_hosts: expected \"name=address\", got \"" + text + "\"",
            "write it like \"db=10.0.0.5\"");
        continue;
      }
      String address = bare(text.substring(separator + 1));
      hosts.add(line.withValue(text.substring(0, separator) + "=" + address));
    }
    return new Sequence(node.location(), hosts, node.directive());
  }

  private static void addresses(String name, Node node, List<Node> hosts) {
    if (node instanceof Sequence sequence) {
      sequence.items().forEach(item -> addresses(name, item, hosts));
    } else if (node instanceof Scalar scalar) {
      hosts.add(scalar.withValue(name + "=" + bare(scalar.text())));
    }
  }

  private static String bare(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }
}
