package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {
  @Test
  void withoutAFormatItIsATable() {
    assertThat(print(null))
        .isEqualTo(
            """
            NAME      CONTAINER ID
            web-1     abc
            """);
  }

  @Test
  void jsonIsOneObjectALineWithSortedKeys() {
    assertThat(print("json"))
        .isEqualTo("{\"CreatedAt\":\"today\",\"ID\":\"abc\",\"Name\":\"web-1\"}\n");
  }

  @Test
  void aTemplateIsRenderedForEachRow() {
    assertThat(print("{{.Name}}={{.ID}}")).isEqualTo("web-1=abc\n");
  }

  @Test
  void aTableTemplateHasHeadings() {
    assertThat(print("table {{.ID}}\\t{{.Name}}"))
        .isEqualTo(
            """
            CONTAINER ID   NAME
            abc            web-1
            """);
  }

  @Test
  void aFieldCanBeAsked() {
    assertThat(print("{{.Label \"tier\"}} {{upper (.Label \"tier\")}}"))
        .isEqualTo("<tier> <TIER>\n");
    assertThat(print("{{.Label \"tier\" | upper}}")).isEqualTo("<TIER>\n");
    assertThat(print("table {{.Label \"tier\"}}")).isEqualTo("tier\n<tier>\n");
  }

  @Test
  void functionsLeaveTheirHeadingsAlone() {
    assertThat(print("table {{upper .Name}}\\t{{truncate .ID 2}}\\t{{.CreatedAt}}"))
        .isEqualTo(
            """
            NAME      CONTAINER ID   CREATED AT
            WEB-1     ab             today
            """);
  }

  private static String print(@Nullable String format) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Name", "web-1");
    row.put("ID", "abc");
    row.put("CreatedAt", "today");
    row.put("Label", (UnaryOperator<String>) name -> "<" + name + ">");
    Listing listing = Listing.of("NAME=Name", "CONTAINER ID=ID");
    listing.add(row);
    var bytes = new ByteArrayOutputStream();
    listing.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), format);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
