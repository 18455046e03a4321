package dev.jstack.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
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

  @Test
  void whatIsNoJsonIsToldWithItsPlaceAndWithoutTheLibrarysWords() {
    assertThatThrownBy(() -> read("{\"name\":"))
        .isInstanceOf(JstackException.class)
        .hasMessageStartingWith("test: invalid JSON: Unexpected end-of-input")
        .hasMessageEndingWith("(line 1, column 9)")
        .hasMessageNotContaining("Source");
    assertThatThrownBy(() -> read("{"))
        .hasMessageContaining("(start marker at line: 1, column: 1)")
        .hasMessageNotContaining("Source");
  }

  private static Box read(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), Box.class, "test");
  }
}
