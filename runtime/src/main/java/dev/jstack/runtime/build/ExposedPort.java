package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The words of EXPOSE: {@code 80}, {@code 53/udp}, {@code 8000-8003}. */
final class ExposedPort {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(\\w+))?");
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
  private static final int LAST = 65535;

  private ExposedPort() {}

  /** One key a port: {@code 8000/tcp}. */
  static List<String> parse(String text) {
    // A published port before it is allowed and dropped, as Docker does.
    var port = text.substring(text.lastIndexOf(':') + 1);
    var matcher = FORM.matcher(port);
    if (!matcher.matches()) {
      throw new JstackException("invalid containerPort: " + text);
    }
    var protocol = matcher.group(3) == null ? "tcp" : matcher.group(3).toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)) {
      throw new JstackException("invalid proto: " + protocol);
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (last > LAST || first > last) {
      throw new JstackException("invalid containerPort: " + text);
    }
    return IntStream.rangeClosed(first, last).mapToObj(number -> number + "/" + protocol).toList();
  }
}
