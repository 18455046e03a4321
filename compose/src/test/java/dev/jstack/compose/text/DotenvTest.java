package dev.jstack.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotenvTest {
  private static Map<String, String> parse(String text) {
    return texts(
        Dotenv.parse(
            "test.env",
            text,
            Map.of("OUTER", "outer")::get,
            Map.of("EARLIER", "earlier")::get,
            n -> {}));
  }

  private static Map<String, String> texts(Map<String, Dotenv.Value> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  @Test
  void eachValueHasThePlaceOfItsName() {
    var values =
        Dotenv.parse(
            "a.env", "A=1\n\n# x\n  export B='2\n3'\nC=4\n", n -> null, n -> null, n -> {});
    assertThat(values.values().stream().map(Dotenv.Value::place))
        .map(Object::toString)
        .containsExactly("a.env:1:1", "a.env:4:10", "a.env:6:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "A=1|1",
        "A = 1|1",
        "A: 1|1",
        "export A=1|1",
        "A=a b |a b",
        "A=a#b|a#b",
        "A=a # comment|a",
        "A=\"a # b\" # comment|a # b",
        "A='a $OUTER'|a $OUTER",
        "A=$OUTER|outer",
        "A=\"${OUTER}\"|outer",
        "A=$EARLIER|earlier",
        "A=${NONE:-x}|x",
        "A=\"x\\\"y\"|x\"y",
        "A=\"\\$OUTER\"|$OUTER",
        "A='it\\'s'|it's",
        "A=a\\nb|a\\nb",
        "A=a=b|a=b",
      })
  void valuesAreRead(String line, String value) {
    assertThat(parse(line + "\n")).containsExactly(Map.entry("A", value));
  }

  @Test
  void quotedValuesSpanLines() {
    assertThat(parse("A=\"one\ntwo\\nthree\"\nB='x\ny'\n"))
        .containsEntry("A", "one\ntwo\nthree")
        .containsEntry("B", "x\ny");
  }

  @Test
  void nameAloneIsInherited() {
    assertThat(parse("OUTER\nNONE\n")).containsExactly(Map.entry("OUTER", "outer"));
  }

  @Test
  void laterLinesSeeEarlierOnesButTheCallerWins() {
    assertThat(parse("A=1\nB=$A\nOUTER=mine\nC=$OUTER\n"))
        .containsEntry("B", "1")
        .containsEntry("C", "outer");
  }

  @Test
  void byteOrderMarkAndCarriageReturnsAreFine() {
    assertThat(parse("\uFEFFA=1\r\nB=2\r\n")).containsEntry("A", "1").containsEntry("B", "2");
  }

  @Test
  void emptyValuesAreEmpty() {
    assertThat(parse("A=\nB=\"\"\nC=''\n")).containsValues("").hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "A!=1|test.env:2:2: unexpected character \"!\" in variable name \"A!=1\" [JS205]",
        "A B=1|test.env:2:3: key cannot contain a space: \"A B=1\" [JS205]",
        "A=\"x|test.env:2:3: unterminated quoted value \"x [JS205]",
        "A=${B/}|test.env:2:3: invalid interpolation format \"${B/}\" [JS203]; write ${NAME} or ${NAME:-default}, and $$ for a plain $",
      })
  void mistakesHaveAPlace(String line, String message) {
    assertThatThrownBy(() -> parse("# first\n" + line)).hasMessage(message);
  }

  @Test
  void rawFormatTakesEverythingAsItIs() {
    assertThat(
            texts(
                Dotenv.parseRaw(
                    "test.env", "# c\nA=\"x\" # y\nB=$C\nOUTER\n", Map.of("OUTER", "o")::get)))
        .containsExactly(
            Map.entry("A", "\"x\" # y"), Map.entry("B", "$C"), Map.entry("OUTER", "o"));
  }
}
