package dev.jstack.engine.rootless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubordinateIdsTest {
  @Test
  void rootIsTheUserAndTheirRangesFollow() {
    var file = List.of("other:500000:10", "ann:100000:65536", "", "1001:300000:10");

    assertThat(SubordinateIds.map(file, "ann", 1001))
        .hasToString("0 1001 1\n1 100000 65536\n65537 300000 10\n");
  }

  @Test
  void withoutALineThereIsRootAlone() {
    assertThat(SubordinateIds.map(List.of("other:500000:10"), "ann", 1001))
        .hasToString("0 1001 1\n");
  }

  @Test
  void aMalformedLineIsNamed() {
    assertThatThrownBy(() -> SubordinateIds.map(List.of("ann:x:10"), "ann", 1001))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("\"ann:x:10\"");
  }
}
