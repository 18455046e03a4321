package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ends up as a line, or a word of one, in a file that programs believe (hosts, hostname,
 * resolv.conf): a line break in it would add lines of its own.
 */
final class LineText {
  private LineText() {}

  /** Refuses a spec with control characters in such a place. */
  static void check(ContainerSpec spec) {
    check("name", spec.name());
    check("hostname", spec.isolation().hostname());
    check("domainname", spec.isolation().domainname());
    var network = spec.network();
    check("extra_hosts", network.extraHosts());
    check("dns", network.dns());
    check("dns_search", network.dnsSearch());
    check("dns_opt", network.dnsOptions());
    network.endpoints().forEach(endpoint -> check("alias", endpoint.aliases()));
  }

  private static void check(String what, List<String> texts) {
    texts.forEach(text -> check(what, text));
  }

  private static void check(String what, @Nullable String text) {
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      throw new JstackException(
          what + " \"" + escaped(text) + "\": expected no line breaks or other control characters");
    }
  }

  /** As Java would write it, so that the message is one line, too. */
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.chars()
        .forEach(c ->
            escaped.append(
                c == '\n'
                    ? "\\n"
                    : Character.isISOControl(c) ? "\\u%04x".formatted(c) : (char) c + ""));
    return escaped.toString();
  }
}
