package dev.jstack.compose.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the codes mean, by number: {@code codes.txt}. */
public final class CodeTexts {
  private static final Map<String, String> TEXTS = parse(resource());

  private CodeTexts() {}

  /** All numbers, in order. */
  public static Set<String> numbers() {
    return TEXTS.keySet();
  }

  /** The explanation of a code, some lines; empty if there is no such code. */
  public static Optional<String> of(String number) {
    return Optional.ofNullable(TEXTS.get(number.toUpperCase(Locale.ROOT)));
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String part : text.split("\n(?=JS)", -1)) {
      if (part.startsWith("JS")) {
        texts.put(part.substring(0, 5), shown(part));
      }
    }
    return texts;
  }

  private static String shown(String part) {
    return part.lines()
            .map(line ->
                switch (line) {
                  case "  no" -> "\n  wrong:";
                  case "  yes" -> "\n  right:";
                  default ->
                      line.startsWith("JS") ? line.substring(0, 5) + ":" + line.substring(5) : line;
                })
            .collect(Collectors.joining("\n"))
            .strip()
        + "\n";
  }

  private static String resource() {
    try (InputStream in = CodeTexts.class.getResourceAsStream("codes.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
