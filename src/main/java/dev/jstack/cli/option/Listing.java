package dev.jstack.cli.option;

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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list in the form the user wants: a table, one JSON object a line, or a template for each. Rows
 * are maps by Docker's field names; the table shows some of them.
 */
public final class Listing {
  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  /** A column of the table: its heading and the field it shows. */
  record Column(String heading, String field) {}

  private final List<Column> columns;
  private final Function<List<String>, Table> shape;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private Listing(List<Column> columns, Function<List<String>, Table> shape) {
    this.columns = columns;
    this.shape = shape;
  }

  /** {@code NAME=Name}, {@code CONTAINER ID=ID}. */
  public static Listing of(String... columns) {
    return new Listing(columns(columns), Table::new);
  }

  /** Likewise in the wider columns of Compose's own lists. */
  public static Listing wide(String... columns) {
    return new Listing(columns(columns), Table::wide);
  }

  /** Likewise in the narrow columns of Compose's list of processes. */
  public static Listing narrow(String... columns) {
    return new Listing(columns(columns), Table::narrow);
  }

  private static List<Column> columns(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.split("=", 2))
        .map(pair -> new Column(pair[0], pair[1]))
        .toList();
  }

  public void add(Map<String, Object> row) {
    rows.add(row);
  }

  public List<Map<String, Object>> rows() {
    return List.copyOf(rows);
  }

  /** {@code format}: null or {@code table}, {@code json}, {@code table TEMPLATE}, a template. */
  public void print(PrintStream out, @Nullable String format) {
    if (format == null || format.isEmpty() || format.equals("table")) {
      out.print(table());
    } else if (format.equals("json")) {
      rows.forEach(row -> out.println(Json.write(new TreeMap<>(data(row)))));
    } else if (format.startsWith("table ")) {
      out.print(table(format.substring("table ".length())));
    } else {
      Template template = Template.parse(unescaped(format));
      rows.forEach(row -> out.println(template.render(new TreeMap<>(row))));
    }
  }

  /** Likewise as Compose's own lists are: all of JSON is one array, a table is pretty. */
  public void printAll(PrintStream out, String format) {
    switch (format) {
      case "json" -> out.println(Json.write(rows));
      case "pretty" -> out.print(table());
      default -> print(out, format);
    }
  }

  /** The row without methods, which only templates can call: {@code {{.Label "a"}}}. */
  private static Map<String, Object> data(Map<String, Object> row) {
    Map<String, Object> data = new LinkedHashMap<>(row);
    data.values().removeIf(UnaryOperator.class::isInstance);
    return data;
  }

  private Table table() {
    Table table = shape.apply(columns.stream().map(Column::heading).toList());
    for (Map<String, Object> row : rows) {
      table.row(columns.stream().map(c -> String.valueOf(row.get(c.field()))).toList());
    }
    return table;
  }

  private Table table(String format) {
    Template template = Template.parse(unescaped(format));
    Table table = shape.apply(cells(template.heading(this::heading)));
    rows.forEach(row -> table.row(cells(template.render(row))));
    return table;
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\t", -1));
  }

  /** The heading of any field; one that is in no column is called as it is: CREATED AT. */
  private String heading(String field) {
    return columns.stream()
        .filter(column -> column.field().equals(field))
        .map(Column::heading)
        .findFirst()
        .orElseGet(() -> CAMEL_CASE.matcher(field).replaceAll(" ").toUpperCase(Locale.ROOT));
  }

  private static String unescaped(String format) {
    return format.replace("\\t", "\t").replace("\\n", "\n");
  }
}
