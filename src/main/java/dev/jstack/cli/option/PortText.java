package dev.jstack.cli.option;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.port.PublishedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ports as docker lists them: neighbours are drawn together where the host's port is the
 * container's, or where there is none; then the others, one by one.
 */
public final class PortText {
  /**
   * A port of a container.
   *
   * @param ip of the host, or empty for a port that is only exposed
   */
  private record Port(String ip, int host, int inside, String protocol) {
    static Port of(PublishedPort port) {
      boolean six = port.hostIp().getAddress().length == 16;
      String ip = AddressText.of(port.hostIp());
      return new Port(
          six ? "[" + (port.hostIp().isAnyLocalAddress() ? "::" : ip) + "]" : ip,
          port.hostPort(),
          port.containerPort(),
          port.protocol().toString());
    }

    static Port exposed(String text) {
      String[] parts = text.split("/", 2);
      return new Port("", 0, Integer.parseInt(parts[0]), parts.length == 2 ? parts[1] : "tcp");
    }

    boolean mapped() {
      return !ip.isEmpty() && host != inside;
    }

    /** {@code first} is this or an earlier neighbour. */
    String upTo(Port last) {
      String span = inside == last.inside ? "" + inside : inside + "-" + last.inside;
      return (ip.isEmpty() ? span : ip + ":" + span + "->" + span) + "/" + protocol;
    }
  }

  private PortText() {}

  /** {@code exposed} are those without a port of the host. */
  public static String of(List<PublishedPort> published, List<String> exposed) {
    List<Port> sorted =
        Stream.concat(published.stream().map(Port::of), exposed.stream().map(Port::exposed))
            .sorted(
                Comparator.comparingInt(Port::inside)
                    .thenComparing(Port::ip)
                    .thenComparingInt(Port::host)
                    .thenComparing(Port::protocol))
            .toList();
    List<String> texts = new ArrayList<>(together(sorted));
    sorted.stream()
        .filter(Port::mapped)
        .map(port -> port.ip() + ":" + port.host() + "->" + port.inside() + "/" + port.protocol())
        .forEach(texts::add);
    return String.join(", ", texts);
  }

  private static List<String> together(List<Port> sorted) {
    Map<String, Port> firsts = new LinkedHashMap<>();
    Map<String, Port> lasts = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (Port port : sorted) {
      if (port.mapped()) {
        continue;
      }
      String key = port.ip() + "/" + port.protocol();
      Port last = lasts.put(key, port);
      if (last == null) {
        firsts.put(key, port);
      } else if (port.inside() != last.inside() + 1) {
        texts.add(firsts.getOrDefault(key, last).upTo(last));
        firsts.replace(key, port);
      }
    }
    firsts.forEach((key, first) -> texts.add(first.upTo(lasts.getOrDefault(key, first))));
    return texts;
  }
}
