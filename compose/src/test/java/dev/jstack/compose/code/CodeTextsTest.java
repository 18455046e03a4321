package dev.jstack.compose.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeTextsTest {
  @Test
  void eachCodeIsExplainedAndEachExplanationHasACode() {
    assertThat(CodeTexts.numbers())
        .containsExactlyElementsOf(Arrays.stream(Code.values()).map(Code::toString).toList());
  }

  @Test
  void anExplanationHasATitleAndExamples() {
    assertThat(CodeTexts.of("js109"))
        .hasValue(
            """
            JS109: a bad duration
              A duration is a number with a unit, or several of these: 500ms, 30s, 1m30s, 2h. The unit is
              needed.

              wrong:
                interval: 30

              right:
                interval: 30s
            """);
  }

  @Test
  void thereIsNothingAboutOtherCodes() {
    assertThat(CodeTexts.of("JS999")).isEmpty();
  }
}
