package dev.jstack.compose.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a key in {@code keys.txt}.
 *
 * @param meaning a sentence or two
 * @param details {@code default}, {@code example} and {@code here}, where there is something to say
 */
record KeyText(String meaning, Map<String, String> details) {
  private static final Map<String, Map<String, KeyText>> TEXTS = parse(resource());

  /** About a key of a mapping of the table, or null. */
  static @Nullable KeyText of(String mapping, String key) {
    return TEXTS.getOrDefault(mapping, Map.of()).get(key);
  }

  @Nullable String detail(String name) {
    return details.get(name);
  }

  private static Map<String, Map<String, KeyText>> parse(String text) {
    Map<String, Map<String, KeyText>> texts = new HashMap<>();
    Map<String, KeyText> keys = new LinkedHashMap<>();
    Map<String, String> details = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split(" ", 2);
      if (line.startsWith("    ")) {
        details.put(words[0], words[1]);
      } else if (line.startsWith("  ")) {
        details = new LinkedHashMap<>();
        keys.put(words[0], new KeyText(words[1], details));
      } else {
        keys = new LinkedHashMap<>();
        texts.put(words[0], keys);
      }
    }
    return texts;
  }

  private static String resource() {
    try (InputStream in = KeyText.class.getResourceAsStream("keys.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
