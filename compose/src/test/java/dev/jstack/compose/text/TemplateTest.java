package dev.jstack.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Map<String, String> VARIABLES = Map.of("SET", "value", "EMPTY", "");

  private final List<String> unset = new ArrayList<>();
  private final Template template = new Template(VARIABLES::get, unset::add);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      value = {
        "plain|plain",
        "$SET|value",
        "${SET}|value",
        "a${SET}b|avalueb",
        "${SET:-d}|value",
        "${NONE:-d}|d",
        "${EMPTY:-d}|d",
        "${NONE-d}|d",
        "${SET:+r}|r",
        "${EMPTY+r}|r",
        "${NONE:-${SET}}|value",
        "${NONE:-${EMPTY:-x}}|x",
        "${NONE:-{}}|{}",
        "$$SET|$SET",
        "$$$SET|$value",
        "5$|5$",
        "$1|$1",
        "$(cmd)|$(cmd)",
        "${NONE:-a:-b}|a:-b",
        "${NONE-?x}|?x",
      })
  void variablesAreReplaced(String text, String expected) {
    assertThat(template.substitute(text)).isEqualTo(expected);
  }

  @Test
  void emptyResults() {
    assertThat(template.substitute("${EMPTY-d}${EMPTY:+r}${NONE+r}")).isEmpty();
  }

  @Test
  void unsetVariableIsReportedAndEmpty() {
    assertThat(template.substitute("[$NONE]")).isEqualTo("[]");
    assertThat(unset).containsExactly("NONE");
  }

  @Test
  void defaultThatIsNotTakenIsNotLookedAt() {
    template.substitute("${SET:-${NONE}}${SET:-${REQUIRED:?}}");

    assertThat(unset).isEmpty();
  }

  @Test
  void missingRequiredVariableIsAnError() {
    assertThatThrownBy(() -> template.substitute("${EMPTY:?give $SET}"))
        .hasMessage("required variable EMPTY is missing a value: give value");
    assertThat(template.substitute("${EMPTY?}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${A/b}", "${", "${A", "${}", "${1}", "${A:}", "${A:=b}"})
  void malformedTemplatesAreRefused(String text) {
    assertThatThrownBy(() -> template.substitute(text)).hasMessageContaining('"' + text + '"');
  }

  @Test
  void variablesAreFoundWithoutReplacingThem() {
    assertThat(TemplateVariables.of("$A ${B:-x${C}} ${D:?m} ${E:+r} $$F"))
        .extracting(TemplateVariables.Variable::toString)
        .containsExactly(
            "Variable[name=A, required=false, otherwise=, replacement=]",
            "Variable[name=B, required=false, otherwise=x${C}, replacement=]",
            "Variable[name=C, required=false, otherwise=, replacement=]",
            "Variable[name=D, required=true, otherwise=, replacement=]",
            "Variable[name=E, required=false, otherwise=, replacement=r]");
  }
}
