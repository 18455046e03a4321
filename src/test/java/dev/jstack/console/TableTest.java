package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirLongestCell() {
    assertThat(new Table("NAME", "STATE").row("web-1", "running").row("a", ""))
        .hasToString(
            """
            NAME    STATE
            web-1   running
            a
            """);
  }
}
