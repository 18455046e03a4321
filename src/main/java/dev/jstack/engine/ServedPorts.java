package dev.jstack.engine;

import dev.jstack.networking.port.Protocol;
import dev.jstack.networking.port.SocketTable;
import dev.jstack.runtime.container.Container;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP ports that a container says it serves: those it publishes or exposes. */
record ServedPorts(long pid, Set<Integer> ports) {
  private static final Pattern EXPOSED = Pattern.compile("(\\d{1,5})(/tcp)?");

  static ServedPorts of(Container container) {
    Stream<Integer> exposed =
        container.exposedPorts().stream()
            .map(EXPOSED::matcher)
            .filter(Matcher::matches)
            .map(port -> Integer.valueOf(port.group(1)));
    Stream<Integer> published =
        container.spec().network().ports().stream()
            .filter(port -> port.protocol().equals(Protocol.TCP.toString()))
            .map(port -> port.containerPort());
    return new ServedPorts(
        container.state().pid(),
        Stream.concat(exposed, published).collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether one of them is listened on; true, too, where there are none to look at. */
  boolean anyListened() {
    return ports.isEmpty()
        || SocketTable.of(pid, Protocol.TCP).rows().stream()
            .anyMatch(row -> row.listening() && ports.contains(row.port()));
  }
}
