package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirLongestCell() {
    assertThat(new Table("NAME", "TAG", "SIZE").row("a-long-name", "1", "2B").row("a", "", ""))
        .hasToString(
            """
            NAME          TAG       SIZE
            a-long-name   1         2B
            a
            """);
  }

  @Test
  void composesOwnTablesHaveWiderColumns() {
    assertThat(Table.wide(List.of("NAME", "STATUS")).row("web", "running(2)"))
        .hasToString(
            """
            NAME                STATUS
            web                 running(2)
            """);
  }
}
