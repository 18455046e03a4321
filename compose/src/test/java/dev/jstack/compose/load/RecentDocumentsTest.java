package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.SourceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecentDocumentsTest {
  private final RecentDocuments documents = new RecentDocuments();

  @Test
  void equalTextsAreReadOnce() {
    assertThat(documents.of(text("a.yaml", "name: a")))
        .isSameAs(documents.of(text("a.yaml", "name: a")));
  }

  @Test
  void anotherTextIsReadAnew() {
    documents.of(text("a.yaml", "name: a"));
    var file = (Mapping) documents.of(text("a.yaml", "name: b")).getFirst();
    assertThat(file.get("name"))
        .isInstanceOfSatisfying(Scalar.class, name -> assertThat(name.text()).isEqualTo("b"));
  }

  @Test
  void aTextOfAnotherNameHasPlacesOfItsOwn() {
    documents.of(text("a.yaml", "name: a"));
    var other = documents.of(text("b.yaml", "name: a"));
    assertThat(other.getFirst().location().toString()).startsWith("b.yaml");
  }

  @Test
  void aMistakeIsToldEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> documents.of(text("a.yaml", "name: [")))
          .isInstanceOf(SourceException.class);
    }
  }

  @Test
  void onlyTheLastFewAreKept() {
    var first = documents.of(text("a.yaml", "name: a"));
    for (int i = 0; i < 16; i++) {
      documents.of(text(i + ".yaml", "name: a"));
    }
    assertThat(documents.of(text("a.yaml", "name: a"))).isNotSameAs(first);
  }

  private static SourceText text(String name, String content) {
    return new SourceText(name, Path.of("/project", name), content);
  }
}
