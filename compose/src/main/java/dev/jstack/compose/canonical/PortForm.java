package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published and exposed ports. */
final class PortForm {
  private final Problems problems;

  PortForm(Problems problems) {
    this.problems = problems;
  }

  /** The ports that one entry stands for: ranges are written out. */
  List<Mapping> of(String path, Node node) {
    try {
      return node instanceof Mapping mapping
          ? List.of(longForm(Items.stated(mapping, "protocol")))
          : shortForm((Scalar) node);
    } catch (JstackException e) {
      problems.failure(Code.PORT, node.location(), path, e);
      return List.of();
    }
  }

  private static Mapping longForm(Mapping port) {
    String target = port.text("target");
    if (target != null) {
      PortSyntax.port(target, "target");
    }
    String published = port.text("published");
    if (published != null && !published.isEmpty()) {
      PortSyntax.range(published, "published");
    }
    String protocol = port.text("protocol");
    if (protocol != null) {
      PortSyntax.protocol(protocol);
    }
    String address = port.text("host_ip");
    if (address != null) {
      PortSyntax.address(address);
    }
    Mapping result = port.has("mode") ? port : port.with("mode", Scalar.at(port, "ingress"));
    return protocol == null ? result.with("protocol", Scalar.at(port, "tcp")) : result;
  }

  private static List<Mapping> shortForm(Scalar node) {
    List<Mapping> ports = new ArrayList<>();
    for (PortSyntax.Port port : PortSyntax.parse(node.text())) {
      Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
      entries.put("mode", entry(node, "ingress"));
      if (port.hostIp() != null) {
        entries.put("host_ip", entry(node, port.hostIp()));
      }
      entries.put("target", entry(node, (long) port.target()));
      if (port.published() != null) {
        entries.put("published", entry(node, port.published()));
      }
      entries.put("protocol", entry(node, port.protocol()));
      ports.add(Mapping.at(node, entries));
    }
    return ports;
  }

  private static Mapping.Entry entry(Node place, Object value) {
    return Mapping.Entry.of(Scalar.at(place, value));
  }

  /** Checks {@code expose}: ports, ranges of them, with a protocol. */
  Node exposed(String path, Node list) {
    return Items.flat(
        list,
        path + ".expose",
        (itemPath, node) -> {
          try {
            String[] parts = ((Scalar) node).text().split("/", 2);
            PortSyntax.range(parts[0], "port");
            if (parts.length == 2) {
              PortSyntax.protocol(parts[1]);
            }
            return List.of(node);
          } catch (JstackException e) {
            problems.failure(Code.PORT, node.location(), itemPath, e);
            return List.of();
          }
        });
  }
}
