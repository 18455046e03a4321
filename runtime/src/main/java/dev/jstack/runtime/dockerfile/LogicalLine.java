package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instruction's lines joined to one, which remembers where every character came from. */
final class LogicalLine {
  private record Segment(int start, int line, int column) {}

  private final String file;
  private final StringBuilder text = new StringBuilder();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Heredoc> documents = new ArrayList<>();
  private int lastLine;

  LogicalLine(String file) {
    this.file = file;
  }

  /** A line that stands alone, such as the text of an ONBUILD trigger. */
  static LogicalLine of(SourceLocation location, String text) {
    var line = new LogicalLine(location.file());
    line.append(text, location.line(), location.column());
    return line;
  }

  void append(String part, int line, int column) {
    segments.add(new Segment(text.length(), line, column));
    text.append(part);
    lastLine = line;
  }

  void add(Heredoc document, int endLine) {
    documents.add(document);
    lastLine = endLine;
  }

  String text() {
    return text.toString();
  }

  List<Heredoc> documents() {
    return documents;
  }

  Source source() {
    return new Source(at(0), lastLine, text().strip());
  }

  SourceLocation at(int offset) {
    var found = segments.getFirst();
    for (var segment : segments) {
      if (segment.start <= offset) {
        found = segment;
      }
    }
    return new SourceLocation(file, found.line, found.column + offset - found.start);
  }

  SourceException fault(int offset, String message) {
    return fault(offset, message, null);
  }

  SourceException fault(int offset, String message, @Nullable String hint) {
    return new SourceException(at(offset), message, hint);
  }
}
