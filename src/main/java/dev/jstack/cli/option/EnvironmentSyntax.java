package dev.jstack.cli.option;

import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code NAME=VALUE}, and {@code NAME} alone for the caller's value, in options and files. */
public final class EnvironmentSyntax {
  private final Invocation invocation;

  public EnvironmentSyntax(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Files first, options over them. A name that the caller doesn't have is left out of files, and
   * null, which takes the image's value away, in options.
   */
  public Map<String, @Nullable String> all(List<String> files, List<String> options) {
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    for (String line : lines(files)) {
      String name = line.split("=", 2)[0];
      if (name.matches(".*\\s.*")) {
        throw new JstackException("invalid env file: variable \"" + name + "\" contains blanks");
      }
      put(all, line);
    }
    all.values().removeIf(Objects::isNull);
    options.forEach(option -> put(all, option));
    return all;
  }

  /** Likewise from options alone, for those who need a value for each name. */
  public Map<String, String> present(List<String> options) {
    Map<String, String> values = new LinkedHashMap<>();
    all(List.of(), options)
        .forEach((name, value) -> {
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  /** The lines of files without comments and empty ones. */
  public List<String> lines(List<String> files) {
    List<String> lines = new ArrayList<>();
    for (String file : files) {
      try (var read = Files.lines(invocation.resolve(file))) {
        read.map(String::stripLeading)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(lines::add);
      } catch (IOException e) {
        throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return lines;
  }

  private void put(Map<String, @Nullable String> all, String text) {
    int equals = text.indexOf('=');
    if (equals == 0 || text.isEmpty()) {
      throw new JstackException("invalid environment variable \"" + text + "\"");
    }
    if (equals > 0) {
      all.put(text.substring(0, equals), text.substring(equals + 1));
    } else {
      all.put(text, invocation.environment().get(text));
    }
  }

  /** {@code NAME=VALUE} texts as a map; a name alone has an empty value. */
  public static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      pairs.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 1));
    }
    return pairs;
  }
}
