package dev.jstack.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Box(
      String name, List<String> things, Map<String, String> marks, @Nullable List<String> maybe) {
    private Box {
      things = List.copyOf(things);
      marks = Map.copyOf(marks);
    }
  }

  @Test
  void aCollectionThatAnOlderWriterDidNotKnowIsEmpty() {
    assertThat(read("{\"name\": \"a\"}")).isEqualTo(new Box("a", List.of(), Map.of(), null));
    assertThat(read("{\"name\": \"a\", \"things\": null, \"maybe\": null}"))
        .isEqualTo(new Box("a", List.of(), Map.of(), null));
  }

  @Test
  void whatIsThereIsRead() {
    var box = new Box("a", List.of("b"), Map.of("c", "d"), List.of());
    assertThat(read(Json.write(box))).isEqualTo(box);
  }

  @Test
  void keysOfANewerWriterAreIgnored() {
    assertThat(read("{\"name\": \"a\", \"colour\": 3}").name()).isEqualTo("a");
  }

  private static Box read(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), Box.class, "test");
  }
}
