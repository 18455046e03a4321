package dev.jstack.runtime;

/**
 * A place in a file the user wrote. Line and column count from 1; 0 means unknown. Written {@code
 * compose.yaml:14:5}.
 */
public record SourceLocation(String file, int line, int column) {
  /** A place in a file of which no more is known than its name. */
  public static SourceLocation of(String file) {
    return new SourceLocation(file, 0, 0);
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
