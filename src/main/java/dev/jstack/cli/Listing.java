package dev.jstack.cli;

import dev.jstack.console.Table;
import dev.jstack.console.template.Template;
import dev.jstack.runtime.json.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list in the form the user wants: a table, one JSON object a line, or a template for each. Rows
 * are maps by Docker's field names; the table shows some of them.
 */
final class Listing {
  private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*(?:json\\s+)?\\.(\\w+)\\s*}}");

  /** A column of the table: its heading and the field it shows. */
  record Column(String heading, String field) {}

  private final List<Column> columns;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  Listing(Column... columns) {
    this.columns = List.of(columns);
  }

  /** {@code NAME=Name}, {@code CONTAINER ID=ID}. */
  static Listing of(String... columns) {
    Listing listing =
        new Listing(
            Arrays.stream(columns)
                .map(text -> text.split("=", 2))
                .map(pair -> new Column(pair[0], pair[1]))
                .toArray(Column[]::new));
    return listing;
  }

  void add(Map<String, Object> row) {
    rows.add(row);
  }

  List<Map<String, Object>> rows() {
    return List.copyOf(rows);
  }

  /** {@code format}: null or {@code table}, {@code json}, {@code table TEMPLATE}, a template. */
  void print(PrintStream out, @Nullable String format) {
    if (format == null || format.isEmpty() || format.equals("table")) {
      out.print(table());
    } else if (format.equals("json")) {
      rows.forEach(row -> out.println(Json.write(row)));
    } else if (format.startsWith("table ")) {
      out.print(table(format.substring("table ".length())));
    } else {
      Template template = Template.parse(unescaped(format));
      rows.forEach(row -> out.println(template.render(row)));
    }
  }

  private Table table() {
    var table = new Table(columns.stream().map(Column::heading).toList());
    for (Map<String, Object> row : rows) {
      table.row(columns.stream().map(c -> String.valueOf(row.get(c.field()))).toList());
    }
    return table;
  }

  private Table table(String format) {
    String text = unescaped(format);
    var table = new Table(List.of(heading(text).split("\t", -1)));
    Template template = Template.parse(text);
    for (Map<String, Object> row : rows) {
      table.row(List.of(template.render(row).split("\t", -1)));
    }
    return table;
  }

  private String heading(String format) {
    Map<String, String> headings = new LinkedHashMap<>();
    columns.forEach(column -> headings.put(column.field(), column.heading()));
    Matcher fields = FIELD.matcher(format);
    return fields.replaceAll(match ->
        Matcher.quoteReplacement(
            headings.getOrDefault(match.group(1), match.group(1).toUpperCase(Locale.ROOT))));
  }

  private static String unescaped(String format) {
    return format.replace("\\t", "\t").replace("\\n", "\n");
  }
}
