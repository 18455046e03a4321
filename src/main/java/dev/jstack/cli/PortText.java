package dev.jstack.cli;

import dev.jstack.networking.port.PublishedPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ports as docker lists them; neighbouring ones are drawn together. */
final class PortText {
  /** A run of ports that lie side by side at both ends. */
  private record Range(InetAddress ip, int host, int inside, int length, String protocol) {
    boolean reaches(PublishedPort port) {
      return ip.equals(port.hostIp())
          && protocol.equals(port.protocol().toString())
          && host + length == port.hostPort()
          && inside + length == port.containerPort();
    }

    Range longer() {
      return new Range(ip, host, inside, length + 1, protocol);
    }

    @Override
    public String toString() {
      boolean six = ip.getAddress().length == 16;
      String address = six && ip.isAnyLocalAddress() ? "::" : ip.getHostAddress();
      return (six ? "[" + address + "]" : address)
          + ":"
          + span(host)
          + "->"
          + span(inside)
          + "/"
          + protocol;
    }

    private String span(int first) {
      return length == 1 ? "" + first : first + "-" + (first + length - 1);
    }
  }

  private PortText() {}

  /** {@code exposed} are those without a port of the host. */
  static String of(List<PublishedPort> published, List<String> exposed) {
    List<Range> ranges = new ArrayList<>();
    List<PublishedPort> sorted =
        published.stream()
            .sorted(
                Comparator.comparingInt((PublishedPort p) -> p.hostIp().getAddress().length)
                    .thenComparing(p -> p.hostIp().getHostAddress())
                    .thenComparing(p -> p.protocol().toString())
                    .thenComparingInt(PublishedPort::containerPort))
            .toList();
    for (PublishedPort port : sorted) {
      if (!ranges.isEmpty() && ranges.getLast().reaches(port)) {
        ranges.set(ranges.size() - 1, ranges.getLast().longer());
      } else {
        ranges.add(
            new Range(
                port.hostIp(),
                port.hostPort(),
                port.containerPort(),
                1,
                port.protocol().toString()));
      }
    }
    List<String> texts = new ArrayList<>(ranges.stream().map(Range::toString).toList());
    exposed.stream().sorted().forEach(texts::add);
    return String.join(", ", texts);
  }
}
