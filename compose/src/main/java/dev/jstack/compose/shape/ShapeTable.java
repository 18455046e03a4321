package dev.jstack.compose.shape;

import dev.jstack.compose.shape.Shape.Keys;
import dev.jstack.compose.shape.Shape.Treatment.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table {@code compose.shapes}, which says in its head how it is written. */
public final class ShapeTable {
  private static final Pattern TREATMENT = Pattern.compile(" (--|==|!!) (?:unless ([^:]*): )?(.*)");
  private static final Pattern KEY = Pattern.compile("(\\w+)([!?]?)");
  private static final ShapeTable COMPOSE = parse(resource());

  private final Map<String, Keys> mappings;

  private ShapeTable(Map<String, Keys> mappings) {
    this.mappings = mappings;
  }

  /** The table of Compose files. */
  public static ShapeTable compose() {
    return COMPOSE;
  }

  /** What the mappings with fixed keys are called. */
  public Set<String> names() {
    return mappings.keySet();
  }

  /** The keys of a mapping of the table. */
  public Keys keys(String name) {
    return Objects.requireNonNull(mappings.get(name), name);
  }

  private static ShapeTable parse(String table) {
    Map<String, Keys> mappings = new LinkedHashMap<>();
    Map<String, Shape.Key> keys = new LinkedHashMap<>();
    for (String line : table.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(" ")) {
        key(line.strip(), keys);
      } else {
        keys = new LinkedHashMap<>();
        mappings.put(line.strip(), new Keys(keys));
      }
    }
    return new ShapeTable(mappings);
  }

  private static void key(String line, Map<String, Shape.Key> into) {
    Matcher special = TREATMENT.matcher(line);
    boolean plain = !special.find();
    String[] words = (plain ? line : line.substring(0, special.start())).split(" ", 2);
    Shape.Treatment treatment = plain ? null : treatment(special);
    Matcher key = KEY.matcher(words[0]);
    if (!key.matches()) {
      throw new IllegalArgumentException(line);
    }
    boolean required = key.group(2).equals("!");
    boolean nullable = key.group(2).equals("?");
    into.put(key.group(1), new Shape.Key(shape(words[1]), required, nullable, treatment));
  }

  private static Shape.Treatment treatment(Matcher special) {
    Kind kind =
        switch (special.group(1)) {
          case "==" -> Kind.MEANINGLESS;
          case "!!" -> Kind.REFUSED;
          default -> Kind.NOT_HONOURED;
        };
    String unless = special.group(2) == null ? "" : special.group(2);
    return new Shape.Treatment(kind, special.group(3), Set.of(unless.split("\\|", -1)));
  }

  private static Shape shape(String text) {
    List<String> alternatives = alternatives(text);
    if (alternatives.size() > 1) {
      return new Shape.Either(alternatives.stream().map(ShapeTable::shape).toList());
    }
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    return switch (text.charAt(0)) {
      case '[' -> new Shape.ListOf(shape(inner), false);
      case '<' -> new Shape.ListOf(shape(inner), true);
      case '{' -> new Shape.MapOf(shape(inner));
      case '(' -> new Shape.Word(new LinkedHashSet<>(Arrays.asList(inner.split(",", -1))));
      default -> word(text);
    };
  }

  private static Shape word(String word) {
    Shape.Type type = type(word);
    if (type != null) {
      return new Shape.Single(type);
    }
    return switch (word) {
      case "any" -> new Shape.Any();
      case "dict" -> shape("{scalar}|[string]");
      case "many" -> shape("string|[string]");
      default -> new Shape.Named(word);
    };
  }

  private static Shape.@Nullable Type type(String word) {
    for (Shape.Type type : Shape.Type.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
        return type;
      }
    }
    return null;
  }

  /** Parts between bars that stand in no brackets. */
  private static List<String> alternatives(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("[{(<".indexOf(c) >= 0) {
        depth++;
      } else if ("]})>".indexOf(c) >= 0) {
        depth--;
      } else if (c == '|' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String resource() {
    try (InputStream in = ShapeTable.class.getResourceAsStream("compose.shapes")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
