package dev.jstack.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdMapTest {
  @Test
  void theKernelsLinesAreReadAndWritten() {
    var map = IdMap.parse("         0       1001          1\n         1     100000      65536\n");

    assertThat(map).hasToString("0 1001 1\n1 100000 65536\n");
    assertThat(map.isInitial()).isFalse();
    assertThat(map.count()).isEqualTo(65537);
  }

  @Test
  void anIdIsAnotherOutside() {
    var map = IdMap.parse("0 1001 1\n1 100000 65536\n");

    assertThat(map.outside(0)).hasValue(1001);
    assertThat(map.outside(1000)).hasValue(100999);
    assertThat(map.outside(65537)).isEmpty();
    assertThat(map.has(5)).isTrue();
  }

  @Test
  void theMachinesOwnMapHasEveryIdAsItself() {
    assertThat(IdMap.parse("0 0 4294967295\n").isInitial()).isTrue();
  }

  @Test
  void idsBeyond32BitsAreRefused() {
    assertThatThrownBy(() -> IdMap.of(0, 4294967295L, 10)).hasMessageContaining("32 bits");
  }
}
