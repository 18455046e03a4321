package dev.jstack.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  private static Mapping read(String text) {
    return (Mapping) YamlReader.read(text, "f.yaml").getFirst();
  }

  @Test
  void nodesKnowTheirPlace() {
    Mapping web = read("services:\n  web:\n    image: nginx\n").mapping("services").mapping("web");

    assertThat(web.place("image")).hasToString("f.yaml:3:5");
    assertThat(web.get("image")).extracting(Node::location).hasToString("f.yaml:3:12");
  }

  @Test
  void mergedValuesKeepThePlaceOfTheirAnchor() {
    Mapping file = read("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n");

    assertThat(file.mapping("b").plain()).isEqualTo(Map.of("x", 1L, "y", 3L));
    assertThat(file.mapping("b").place("x")).hasToString("f.yaml:1:8");
  }

  @Test
  void earlierOfSeveralMergedMappingsWins() {
    Mapping file = read("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b]}\n");

    assertThat(file.mapping("c").plain()).isEqualTo(Map.of("x", 1L, "y", 2L));
  }

  @Test
  void directivesAreKept() {
    Mapping file = read("a: !reset null\nb: !override [1]\n");

    assertThat(file.get("a")).extracting(Node::directive).isEqualTo(Directive.RESET);
    assertThat(file.get("b")).extracting(Node::directive).isEqualTo(Directive.OVERRIDE);
  }

  @Test
  void documentsAreReadInOrder() {
    assertThat(YamlReader.read("a: 1\n---\n---\nb: 2\n", "f.yaml")).hasSize(2);
  }

  @Test
  void jsonIsYaml() {
    assertThat(read("{\"a\": [1, true, null, \"x\"]}").sequence("a").items())
        .extracting(Node::plain)
        .containsExactly(1L, true, null, "x");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> YamlReader.read("[".repeat(100_000), "f.yaml"))
        .hasMessageContaining("nested more than 200 levels deep");
  }

  @Test
  void valueThatContainsItselfIsRefused() {
    assertThatThrownBy(() -> YamlReader.read("a: &a [*a]", "f.yaml"))
        .hasMessageContaining("f.yaml:1:4: alias refers to a value that contains it");
  }

  @Test
  void writtenTextReadsBackTheSame() {
    Map<String, Object> document =
        Map.of(
            "strings",
                List.of("yes", "1", "", "a: b", "x\ny\n", " lead", "#", "- a", "\u0001", "~"),
            "nested", Map.of("list", List.of(List.of(1L, 2L), Map.of("a", true))));

    assertThat(read(YamlWriter.write(document)).plain()).isEqualTo(document);
  }
}
