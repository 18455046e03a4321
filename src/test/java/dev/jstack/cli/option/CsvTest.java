package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void aFieldInQuotesMayHoldCommasAndQuotes() {
    assertThat(Csv.fields("type=bind,\"source=/a,b\",\"x=\"\"y\"\"\""))
        .containsExactly("type=bind", "source=/a,b", "x=\"y\"");
  }

  @Test
  void emptyFieldsCount() {
    assertThat(Csv.fields("a,,b,")).containsExactly("a", "", "b", "");
    assertThat(Csv.fields("")).containsExactly("");
  }
}
