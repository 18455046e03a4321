package dev.jstack.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of comma-separated values (RFC 4180): one in quotes may hold commas. */
public final class Csv {
  private static final Pattern FIELD = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,]*))(,|$)");

  private Csv() {}

  /** The fields of one line; one whose quotes don't end is taken as it is. */
  public static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    Matcher field = FIELD.matcher(line);
    while (field.find()) {
      String quoted = field.group(1);
      fields.add(quoted == null ? field.group(2) : quoted.replace("\"\"", "\""));
      if (field.group(3).isEmpty()) {
        break;
      }
    }
    return fields;
  }
}
