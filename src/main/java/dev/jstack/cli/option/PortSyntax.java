package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code [[IP:]HOST[-END]:]PORT[-END][/PROTOCOL]}. */
public final class PortSyntax {
  private static final Pattern PORT =
      Pattern.compile(
          "(?:(?:(?<ip>[0-9.]+|\\[[0-9a-fA-F:.]+]|):)?(?<host>\\d*(?:-\\d+)?):)?"
              + "(?<port>\\d+(?:-\\d+)?)(?:/(?<protocol>tcp|udp|sctp))?");

  private record Span(int first, int last) {
    static Span parse(String text) {
      int dash = text.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
      return new Span(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
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
    if (!text.matches("\\d{1,5}(-\\d{1,5})?(/(tcp|udp|sctp))?")) {
      throw new JstackException("invalid port \"" + text + "\": expected PORT[-END][/PROTOCOL]");
    }
    return parse(text).stream().map(port -> port.containerPort() + "/" + port.protocol()).toList();
  }

  static List<PortBinding> parse(String text) {
    Matcher port = PORT.matcher(text);
    if (!port.matches()) {
      throw new JstackException(
          "invalid port \"" + text + "\": expected [[IP:]HOST:]PORT[/PROTOCOL]");
    }
    Span inside = Span.parse(port.group("port"));
    Span host = hostSpan(port.group("host"));
    if (host != null && host.length() != inside.length() && inside.length() != 1) {
      throw new JstackException("invalid port \"" + text + "\": ranges of different length");
    }
    String protocol = port.group("protocol") == null ? "tcp" : port.group("protocol");
    List<PortBinding> bindings = new ArrayList<>();
    for (int i = 0; i < inside.length(); i++) {
      bindings.add(binding(ip(port.group("ip")), host, inside, i, protocol));
    }
    return bindings;
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

  private static @Nullable Span hostSpan(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Span.parse(text);
  }

  private static @Nullable String ip(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text.replace("[", "").replace("]", "");
  }
}
