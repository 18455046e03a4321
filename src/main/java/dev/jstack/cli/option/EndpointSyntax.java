package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network to join, as {@code --network} has it: {@code NAME}, or {@code
 * name=NAME,alias=WEB,ip=10.0.0.5}.
 */
public final class EndpointSyntax {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> aliases = new ArrayList<>();
  private final List<String> linkLocal = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final String text;

  private EndpointSyntax(String text) {
    this.text = text;
  }

  public static EndpointSpec parse(String text) {
    if (text.indexOf('=') < 0) {
      return EndpointSpec.on(text.equals("default") ? "bridge" : text);
    }
    var syntax = new EndpointSyntax(text);
    for (String field : CsvLine.fields(text)) {
      syntax.add(field);
    }
    return syntax.endpoint();
  }

  /** A value that begins with {@code name=} is an option of the driver: {@code a=b}. */
  private void add(String field) {
    int equals = field.indexOf('=');
    if (equals < 1) {
      throw invalid("expected NAME=VALUE, got \"" + field + "\"");
    }
    String name = field.substring(0, equals);
    String value = field.substring(equals + 1);
    switch (name) {
      case "alias" -> aliases.add(value);
      case "link-local-ip" -> linkLocal.add(value);
      case "driver-opt" -> options.putAll(driverOptions(List.of(value)));
      case "name", "ip", "ip6", "mac-address", "gw-priority" -> values.put(name, value);
      default -> throw invalid("invalid field \"" + name + "\"");
    }
  }

  /** {@code a=b} of a network's driver. */
  public static Map<String, String> driverOptions(List<String> texts) {
    if (texts.stream().anyMatch(text -> text.indexOf('=') < 1)) {
      throw new JstackException("invalid key/value pair format in driver options");
    }
    return EnvironmentSyntax.pairs(texts);
  }

  private EndpointSpec endpoint() {
    @Nullable String name = values.get("name");
    if (name == null || name.isEmpty()) {
      throw invalid("name is missing");
    }
    return new EndpointSpec(
        name,
        aliases,
        values.get("ip"),
        values.get("ip6"),
        linkLocal,
        values.get("mac-address"),
        null,
        priority(values.getOrDefault("gw-priority", "0")),
        options);
  }

  private int priority(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw invalid("gw-priority \"" + number + "\" is no number");
    }
  }

  private JstackException invalid(String why) {
    return new JstackException("invalid network \"" + text + "\": " + why);
  }
}
