package dev.jstack.compose.canonical;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The short form of ports: {@code [[IP:]HOST[-END]:]CONTAINER[-END][/protocol]}. */
final class PortSyntax {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
  private static final String HINT = "write it like \"8080:80\" or \"127.0.0.1:8080:80/tcp\"";

  private PortSyntax() {}

  /**
   * One published port.
   *
   * @param published a port, a range to choose from, or null for any free one
   */
  record Port(@Nullable String hostIp, @Nullable String published, int target, String protocol) {}

  /** First and last port. */
  record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  static List<Port> parse(String text) {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "tcp" : protocol(text.substring(slash + 1));
    String rest = slash < 0 ? text : text.substring(0, slash);
    int colon = rest.lastIndexOf(':');
    String container = rest.substring(colon + 1);
    if (container.isEmpty()) {
      throw new JstackException("no container port in \"" + text + "\"", HINT, null);
    }
    Range targets = range(container, "container port");
    if (colon < 0) {
      return expand(null, null, targets, protocol, text);
    }
    String front = rest.substring(0, colon);
    int split = front.endsWith("]") ? front.length() : front.lastIndexOf(':');
    boolean ip = split >= 0 && split < front.length();
    String host = ip ? front.substring(split + 1) : front.endsWith("]") ? "" : front;
    String address =
        front.endsWith("]") ? address(front) : ip ? bare(front.substring(0, split)) : null;
    return expand(
        address, host.isEmpty() ? null : range(host, "host port"), targets, protocol, text);
  }

  private static List<Port> expand(
      @Nullable String ip, @Nullable Range published, Range targets, String protocol, String text) {
    List<Port> ports = new ArrayList<>();
    if (published != null && targets.size() == 1 && published.size() > 1) {
      String choice = published.first() + "-" + published.last();
      return List.of(new Port(ip, choice, targets.first(), protocol));
    }
    if (published != null && published.size() != targets.size()) {
      throw new JstackException(
          "ranges of host and container ports differ in length: \"" + text + "\"");
    }
    for (int i = 0; i < targets.size(); i++) {
      String host = published == null ? null : Integer.toString(published.first() + i);
      ports.add(new Port(ip, host, targets.first() + i, protocol));
    }
    return ports;
  }

  static Range range(String text, String what) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new JstackException("invalid " + what + " \"" + text + "\"", HINT, null);
    }
    int first = port(range.group(1), what);
    int last = range.group(2) == null ? first : port(range.group(2), what);
    if (last < first) {
      throw new JstackException("invalid " + what + " range \"" + text + "\": it runs backwards");
    }
    return new Range(first, last);
  }

  static int port(String text, String what) {
    int port = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    boolean valid = port >= 0 && port <= 65535 && !(port == 0 && !what.startsWith("host"));
    if (!valid) {
      throw new JstackException(
          "invalid " + what + " \"" + text + "\"", "ports are 1 to 65535", null);
    }
    return port;
  }

  static String protocol(String text) {
    String protocol = text.toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)) {
      throw new JstackException(
          "invalid protocol \"" + text + "\"", "protocols are tcp, udp, sctp", null);
    }
    return protocol;
  }

  /** An IPv6 address needs brackets here, as its colons would be taken for those of the ports. */
  private static String bare(String address) {
    if (address.indexOf(':') >= 0 && !address.startsWith("[")) {
      throw new JstackException(
          "invalid IP address \"" + address + "\"", "write it in brackets: [::1]", null);
    }
    return address(address);
  }

  static String address(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!ADDRESS.matcher(bare).matches()) {
      throw new JstackException(
          "invalid IP address \"" + text + "\"", "names are not allowed here", null);
    }
    return bare;
  }
}
