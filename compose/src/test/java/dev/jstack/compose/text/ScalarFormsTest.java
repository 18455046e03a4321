package dev.jstack.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarFormsTest {
  @ParameterizedTest
  @CsvSource({
    "10s,10s",
    "90s,1m30s",
    "1h5m30s20ms,1h5m30.02s",
    "1.5s,1.5s",
    "500ms,500ms",
    "0,0s",
    "3600s,1h0m0s",
    "2us,2µs",
    "1d,24h0m0s",
    ".5m,30s"
  })
  void durationsGetTheirCanonicalForm(String text, String canonical) {
    assertThat(GoDuration.format(GoDuration.nanos(text))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "", "s", "5 s", "1x", "10s5", "99999999999999h"})
  void badDurationsAreRefused(String text) {
    assertThatThrownBy(() -> GoDuration.nanos(text)).hasMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "1024,1024",
    "1k,1024",
    "1kb,1024",
    "1.5g,1610612736",
    "64M,67108864",
    "2gib,2147483648",
    "5b,5",
    "-1,-1",
    "1 mb,1048576"
  })
  void sizesAreReadInUnitsOf1024(String text, long bytes) {
    assertThat(ByteSize.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5zz", "x", "-5m", "1kk", "99999999999999999999p"})
  void badSizesAreRefused(String text) {
    assertThatThrownBy(() -> ByteSize.bytes(text)).hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void commandLinesAreSplitAsAShellDoes() {
    assertThat(ShellWords.split("a 'b c' \"d \\\" e\" f\\ g h''i \"\" "))
        .isEqualTo(List.of("a", "b c", "d \" e", "f g", "hi", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'open", "\"open", "end\\"})
  void openCommandLinesAreRefused(String line) {
    assertThatThrownBy(() -> ShellWords.split(line)).hasMessageContaining(line);
  }

  @Test
  void nearWordsAreSuggestedAndFarOnesNot() {
    List<String> known = List.of("image", "ports", "environment", "depends_on");

    assertThat(Nearest.hint("imge", known)).isEqualTo("did you mean \"image\"?");
    assertThat(Nearest.hint("port", known)).isEqualTo("did you mean \"ports\"?");
    assertThat(Nearest.hint("depends-on", known)).isEqualTo("did you mean \"depends_on\"?");
    assertThat(Nearest.hint("enviroment", known)).isEqualTo("did you mean \"environment\"?");
    assertThat(Nearest.hint("xyz", known)).isNull();
  }
}
