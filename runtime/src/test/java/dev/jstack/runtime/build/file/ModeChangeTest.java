package dev.jstack.runtime.build.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeChangeTest {
  @ParameterizedTest
  @CsvSource({
    "0750, 644, 750",
    "4755, 644, 4755",
    "+x, 644, 755",
    "u+x, 644, 744",
    "go-rwx, 755, 700",
    "'u=rwX,go=rX', 600, 644",
    "'u=rwX,go=rX', 700, 755",
    "a=r, 777, 444",
    "g=u, 740, 770",
    "u+s, 755, 4755",
    "+t, 777, 1777",
  })
  void modesChangeAsWithChmod(String change, String before, String after) {
    int mode = ModeChange.parse(change).apply(Integer.parseInt(before, 8), false);
    assertThat(Integer.toOctalString(mode)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "888", "u~x", "77777", "rwx"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ModeChange.parse(text)).hasMessageContaining("'" + text + "'");
  }
}
