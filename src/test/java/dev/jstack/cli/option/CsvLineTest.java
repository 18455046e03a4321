package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {
  @Test
  void commasSeparate() {
    assertThat(CsvLine.fields("name=a,alias=b,")).containsExactly("name=a", "alias=b", "");
  }

  @Test
  void withinQuotesTheyDoNot() {
    assertThat(CsvLine.fields("name=a,\"driver-opt=x=1,y=\"\"2\"\"\",ip=10.0.0.1"))
        .containsExactly("name=a", "driver-opt=x=1,y=\"2\"", "ip=10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a", "\"a\"b,c"})
  void aQuoteThatIsNotClosedIsRefused(String text) {
    assertThatThrownBy(() -> CsvLine.fields(text)).hasMessageContaining("a quote is not closed");
  }
}
