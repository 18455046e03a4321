package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated values: a field in quotes may have commas, and quotes twice. */
final class CsvLine {
  private final String text;
  private int at;

  private CsvLine(String text) {
    this.text = text;
  }

  static List<String> fields(String text) {
    var line = new CsvLine(text);
    List<String> fields = new ArrayList<>();
    fields.add(line.field());
    while (line.at < text.length()) {
      line.at++;
      fields.add(line.field());
    }
    return fields;
  }

  /** Up to the comma, or the end. */
  private String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int comma = text.indexOf(',', at);
    int start = at;
    at = comma < 0 ? text.length() : comma;
    return text.substring(start, at);
  }

  private String quoted() {
    var field = new StringBuilder();
    for (at++; at < text.length(); at++) {
      boolean quote = text.charAt(at) == '"';
      boolean twice = quote && text.startsWith("\"\"", at);
      if (quote && !twice) {
        at++;
        if (at == text.length() || text.charAt(at) == ',') {
          return field.toString();
        }
        break;
      }
      field.append(text.charAt(at));
      at += twice ? 1 : 0;
    }
    throw new JstackException("a quote is not closed, or not before a comma: " + text);
  }
}
