package dev.jstack.compose.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every key of a Compose file is honoured, warned about, refused or known to mean nothing: a key
 * that is none of these would be ignored silently.
 */
class NoSilentKeyTest {
  private static final Path LIST =
      Path.of("src/test/resources/dev/jstack/compose/shape/keys.honoured");
  private static final Path SOURCES = Path.of("src/main/java/dev/jstack/compose");

  private final ShapeTable table = ShapeTable.compose();

  @Test
  void whatHasNoTreatmentIsReadByTheProgram() throws IOException {
    assertThat(listed().keySet()).containsExactlyInAnyOrderElementsOf(untreated());
  }

  @Test
  void theReadersOfTheListDoReadTheirKeys() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (var entry : listed().entrySet()) {
      String key = entry.getKey().substring(entry.getKey().indexOf('.') + 1);
      String source = Files.readString(SOURCES.resolve(entry.getValue() + ".java"));
      if (!source.contains('"' + key + '"')) {
        wrong.add(entry.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Keys without a treatment, in mappings that are reached through such keys. */
  private Set<String> untreated() {
    Set<String> keys = new TreeSet<>();
    Set<String> seen = new TreeSet<>(Set.of("project"));
    Deque<String> queue = new ArrayDeque<>(seen);
    while (!queue.isEmpty()) {
      String mapping = queue.remove();
      table
          .keys(mapping)
          .keys()
          .forEach((name, key) -> {
            if (key.treatment() == null) {
              keys.add(mapping + "." + name);
            }
            if (key.treatment() == null || !key.treatment().unless().contains("")) {
              mappings(key.shape()).stream().filter(seen::add).forEach(queue::add);
            }
          });
    }
    return keys;
  }

  private static Set<String> mappings(Shape shape) {
    return switch (shape) {
      case Shape.Named(var name) -> Set.of(name);
      case Shape.ListOf(var item, _) -> mappings(item);
      case Shape.MapOf(var value) -> mappings(value);
      case Shape.Either(var shapes) -> {
        Set<String> all = new TreeSet<>();
        shapes.forEach(each -> all.addAll(mappings(each)));
        yield all;
      }
      case Shape.Single _, Shape.Word _, Shape.Any _ -> Set.of();
    };
  }

  private static Map<String, String> listed() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    String mapping = "";
    for (String line : Files.readAllLines(LIST)) {
      if (line.startsWith("  ")) {
        String[] words = line.strip().split(" ", 2);
        keys.put(mapping + "." + words[0], words[1]);
      } else if (!line.startsWith("#")) {
        mapping = line;
      }
    }
    return keys;
  }
}
