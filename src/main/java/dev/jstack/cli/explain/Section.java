package dev.jstack.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One thing about a container: sentences, facts, and how to see them without jstack. */
final class Section {
  private static final String WHY = "why";

  private final String name;
  private final List<String> sentences = new ArrayList<>();
  private final List<Map<String, Object>> facts = new ArrayList<>();
  private final List<String> see = new ArrayList<>();

  Section(String name) {
    this.name = name;
  }

  Section say(String sentence) {
    sentences.add(sentence);
    return this;
  }

  /** A line of a table; all of a section have the same keys. */
  Section fact(Map<String, Object> fact) {
    facts.add(fact);
    return this;
  }

  /** A line of its own, below what it is for if that is not empty. */
  Section step(String step, String why) {
    return fact(fact("step", step, WHY, why));
  }

  /** A shell command that shows it. */
  Section see(String command) {
    see.add(command);
    return this;
  }

  static Map<String, Object> fact(String... pairs) {
    Map<String, Object> fact = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fact.put(pairs[i], pairs[i + 1]);
    }
    return fact;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("section", name);
    json.put("sentences", sentences);
    json.put("facts", facts);
    json.put("see", see);
    return json;
  }

  /** For people: columns as wide as what is in them. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(name);
    sentences.forEach(sentence -> lines.add("  " + sentence));
    List<Integer> widths = widths();
    for (Map<String, Object> fact : facts) {
      if (!fact.containsKey(WHY)) {
        lines.add("    " + row(fact, widths));
        continue;
      }
      if (!fact.get(WHY).equals("")) {
        lines.add("    # " + fact.get(WHY));
      }
      lines.add("    " + fact.get("step"));
    }
    see.forEach(command -> lines.add("    $ " + command));
    return lines;
  }

  private static String row(Map<String, Object> fact, List<Integer> widths) {
    StringBuilder row = new StringBuilder();
    int column = 0;
    for (Object value : fact.values()) {
      String text = String.valueOf(value);
      row.append(text).append(" ".repeat(widths.get(column++) - text.length() + 2));
    }
    return row.toString().stripTrailing();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (Map<String, Object> fact : facts) {
      int column = 0;
      for (Object value : fact.values()) {
        int width = String.valueOf(value).length();
        if (column == widths.size()) {
          widths.add(width);
        }
        widths.set(column, Math.max(width, widths.get(column)));
        column++;
      }
    }
    return widths;
  }
}
