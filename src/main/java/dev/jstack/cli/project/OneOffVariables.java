package dev.jstack.cli.project;

import dev.jstack.compose.text.Dotenv;
import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables that {@code run} is told. As everywhere in Compose a name alone has the project's
 * value, {@code .env} included, and files have the grammar of {@code .env}.
 */
final class OneOffVariables {
  private final Invocation invocation;
  private final Map<String, String> known;

  OneOffVariables(Invocation invocation, Map<String, String> known) {
    this.invocation = invocation;
    this.known = known;
  }

  /** Options go before files, and the first file before the next. */
  Map<String, String> all(List<String> options, List<String> files) {
    Map<String, String> all = new LinkedHashMap<>();
    options.forEach(option -> put(all, option));
    for (String file : files) {
      Dotenv.parse(file, text(file), Map.copyOf(all)::get, _ -> null, _ -> {})
          .forEach((name, value) -> all.putIfAbsent(name, value.text()));
    }
    return all;
  }

  private void put(Map<String, String> all, String option) {
    int equals = option.indexOf('=');
    String value = equals < 0 ? known.get(option) : option.substring(equals + 1);
    if (value != null) {
      all.put(equals < 0 ? option : option.substring(0, equals), value);
    }
  }

  private String text(String file) {
    try {
      return Files.readString(invocation.resolve(file));
    } catch (IOException e) {
      throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
