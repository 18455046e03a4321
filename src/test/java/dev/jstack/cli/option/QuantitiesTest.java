package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "10s, 10000",
    "1m30s, 90000",
    "1h, 3600000",
    "1.5s, 1500",
    "250ms, 250",
    "1h5m20ms, 3900020"
  })
  void durationsAreGos(String text, long millis) {
    assertThat(Quantities.duration(text).toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "1x", "1s2"})
  void aDurationNeedsItsUnits(String text) {
    assertThatThrownBy(() -> Quantities.duration(text)).hasMessageContaining("invalid duration");
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024",
    "1k, 1024",
    "512m, 536870912",
    "1.5g, 1610612736",
    "10mb, 10485760",
    "20MiB, 20971520",
    "3b, 3"
  })
  void sizesCountIn1024s(String text, long bytes) {
    assertThat(Quantities.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 500000000", ".25, 250000000", "2, 2000000000", "0, 0"})
  void coresAreCountedInBillionths(String text, long nanos) {
    assertThat(Quantities.nanoCpus(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "12z", "-1"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> Quantities.bytes(text)).hasMessageContaining("invalid size");
  }
}
