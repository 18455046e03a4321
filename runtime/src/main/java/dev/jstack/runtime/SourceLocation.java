package dev.jstack.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a file the user wrote. Line and column count from 1; 0 means unknown. Written {@code
 * compose.yaml:14:5}.
 *
 * @param history how what stands there came to be what it is
 */
public record SourceLocation(String file, int line, int column, History history) {
  /**
   * Detours of a value.
   *
   * @param ways through what it came, nearest first: {@code from variable TAG, .env:3}
   * @param replaced what it took the place of, latest first: {@code "1.26" at compose.yaml:3:12}
   */
  public record History(List<String> ways, List<String> replaced) {
    private static final History NONE = new History(List.of(), List.of());

    public History {
      ways = List.copyOf(ways);
      replaced = List.copyOf(replaced);
    }

    /** {@code from variable TAG, .env:3; extended at compose.yaml:9:5}; or nothing. */
    public String words() {
      return String.join("; ", ways);
    }
  }

  public SourceLocation(String file, int line, int column) {
    this(file, line, column, History.NONE);
  }

  /** A place in a file of which no more is known than its name. */
  public static SourceLocation of(String file) {
    return new SourceLocation(file, 0, 0);
  }

  /** The same place, whose value came through one thing more. */
  public SourceLocation through(String way) {
    if (history.ways.contains(way)) {
      return this;
    }
    return new SourceLocation(
        file, line, column, new History(plus(history.ways, way), history.replaced));
  }

  /** The same place, whose value took the place of another, and of all that this one replaced. */
  public SourceLocation over(String value, SourceLocation other) {
    List<String> replaced = new ArrayList<>(history.replaced);
    replaced.add(value + " at " + other);
    replaced.addAll(other.history.replaced);
    return new SourceLocation(file, line, column, new History(history.ways, replaced));
  }

  private static List<String> plus(List<String> list, String item) {
    List<String> longer = new ArrayList<>(list);
    longer.add(item);
    return longer;
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
