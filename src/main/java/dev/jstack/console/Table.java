package dev.jstack.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows under a heading, as docker prints them: columns padded to their longest cell, three spaces
 * apart and at least ten characters wide. Compose's own tables have columns of twenty.
 */
public final class Table {
  private static final int GAP = 3;
  private static final int GAP_OF_PROCESSES = 2;
  private static final int NARROWEST_OF_PROCESSES = 4;
  private static final int NARROWEST = 10;
  private static final int NARROWEST_OF_COMPOSE = 20;

  private final int narrowest;
  private final int gap;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> heading) {
    this(heading, NARROWEST, GAP);
  }

  private Table(List<String> heading, int narrowest, int gap) {
    this.narrowest = narrowest;
    this.gap = gap;
    rows.add(List.copyOf(heading));
  }

  public Table(String... heading) {
    this(List.of(heading));
  }

  /** Likewise with the wider columns of {@code compose ls} and its kin. */
  public static Table wide(List<String> heading) {
    return new Table(heading, NARROWEST_OF_COMPOSE, GAP);
  }

  /** Likewise with the narrow columns of {@code compose top}. */
  public static Table narrow(List<String> heading) {
    return new Table(heading, NARROWEST_OF_PROCESSES, GAP_OF_PROCESSES);
  }

  /** Adds a row with as many cells as the heading has. */
  public Table row(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException("row " + cells + " under " + rows.getFirst());
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** All lines, each with its newline. */
  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(String.format(Locale.ROOT, "%-" + widths[i] + "s", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    Arrays.fill(widths, narrowest);
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length() + gap);
      }
    }
    return widths;
  }
}
