package dev.jstack.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
  @ParameterizedTest
  @CsvSource({
    "SIGTERM, 15",
    "term, 15",
    "9, 9",
    "HUP, 1",
    "SIGRTMIN+3, 37",
    "RTMAX-1, 63",
    "64, 64"
  })
  void namesAndNumbersAreUnderstood(String text, int number) {
    assertThat(Signal.parse(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "NOPE", "-1", "SIG"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Signal.parse(text)).hasMessageContaining("invalid signal");
  }
}
