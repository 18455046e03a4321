package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code [[IP:]HOST[-END]:]PORT[-END][/PROTOCOL]}, or {@code
 * target=PORT,published=HOST,protocol=PROTOCOL}.
 */
public final class PortSyntax {
  private static final Pattern PORT =
      Pattern.compile(
          "(?:(?:(?<ip>[0-9.]+|\\[[0-9a-fA-F:.]+]|):)?(?<host>(?:\\d+(?:-\\d+)?)?):)?"
              + "(?<port>\\d+(?:-\\d+)?)(?:/(?<protocol>(?i:tcp|udp|sctp)))?");

  private static final int LARGEST = 65535;

  private record Span(int first, int last) {
    /** Empty for ports that there aren't, and for a range that ends before it begins. */
    static Optional<Span> parse(String text) {
      try {
        int dash = text.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(text.substring(dash + 1));
        return first <= last && last <= LARGEST
            ? Optional.of(new Span(first, last))
            : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    int length() {
      return last - first + 1;
    }
  }

  private PortSyntax() {}

  /** The published ports, and any free one for each of {@code exposed} ({@code 80/tcp}). */
  public static List<PortBinding> all(List<String> texts, List<String> exposed) {
    List<PortBinding> bindings = new ArrayList<>();
    texts.forEach(text -> bindings.addAll(parse(text)));
    exposed.forEach(text -> bindings.addAll(parse(text)));
    return bindings;
  }

  /**
   * The single ports of {@code 80}, {@code 8000-8010/udp}, as images write them: {@code 80/tcp}.
   */
  public static List<String> exposed(String text) {
    if (!text.matches("\\d{1,5}(-\\d{1,5})?(/(?i:tcp|udp|sctp))?")) {
      throw new JstackException("invalid port \"" + text + "\": expected PORT[-END][/PROTOCOL]");
    }
    return parse(text).stream().map(port -> port.containerPort() + "/" + port.protocol()).toList();
  }

  static List<PortBinding> parse(String text) {
    Matcher port = PORT.matcher(text.indexOf('=') < 0 ? text : shortened(text));
    if (!port.matches()) {
      throw new JstackException(
          "invalid port \"" + text + "\": expected [[IP:]HOST:]PORT[/PROTOCOL]");
    }
    Span inside =
        Span.parse(port.group("port"))
            .orElseThrow(() -> invalid(text, "container port", port.group("port")));
    Span host = hostSpan(text, port.group("host"));
    if (host != null && host.length() != inside.length() && inside.length() != 1) {
      throw new JstackException("invalid port \"" + text + "\": ranges of different length");
    }
    String protocol = Objects.requireNonNullElse(port.group("protocol"), "tcp");
    List<PortBinding> bindings = new ArrayList<>();
    for (int i = 0; i < inside.length(); i++) {
      bindings.add(
          binding(ip(port.group("ip")), host, inside, i, protocol.toLowerCase(Locale.ROOT)));
    }
    return bindings;
  }

  /** The long form; how a port is published ({@code mode}) makes no difference on one machine. */
  private static String shortened(String text) {
    var fields = new HashMap<>(Map.of("published", "", "target", "", "protocol", "tcp"));
    for (String field : text.split(",", -1)) {
      String[] parts = field.split("=", 2);
      if (parts.length < 2 || !(fields.containsKey(parts[0]) || parts[0].equals("mode"))) {
        throw new JstackException(
            "invalid port \"" + text + "\": expected target=PORT,published=HOST,protocol=PROTOCOL");
      }
      fields.put(parts[0], parts[1]);
    }
    return fields.get("published") + ":" + fields.get("target") + "/" + fields.get("protocol");
  }

  private static JstackException invalid(String text, String what, String span) {
    return new JstackException("invalid port \"" + text + "\": " + what + " " + span);
  }

  private static PortBinding binding(
      @Nullable String ip, @Nullable Span host, Span inside, int i, String protocol) {
    if (host == null) {
      return new PortBinding(ip, 0, 0, inside.first() + i, protocol);
    }
    boolean choice = inside.length() == 1 && host.length() > 1;
    int first = host.first() + i;
    return new PortBinding(ip, first, choice ? host.last() : first, inside.first() + i, protocol);
  }

  private static @Nullable Span hostSpan(String text, @Nullable String host) {
    return host == null || host.isEmpty()
        ? null
        : Span.parse(host).orElseThrow(() -> invalid(text, "host port", host));
  }

  private static @Nullable String ip(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text.replace("[", "").replace("]", "");
  }
}
