package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An instruction's name, flags and the rest of the line. */
final class Arguments {
  private final LogicalLine line;
  private final String name;
  private final Flags flags;
  private final int start;
  private final char escape;

  private Arguments(LogicalLine line, String name, Flags flags, char escape) {
    this.line = line;
    this.name = name;
    this.flags = flags;
    this.escape = escape;
    this.start = flags.end();
  }

  static Arguments of(LogicalLine line, char escape) {
    var first = Word.plain(line.text(), 0).getFirst();
    int end = first.offset() + first.text().length();
    return new Arguments(
        line, first.text().toUpperCase(Locale.ROOT), Flags.read(line, end), escape);
  }

  /** The instruction in upper case. */
  String name() {
    return name;
  }

  Flags flags() {
    return flags;
  }

  LogicalLine line() {
    return line;
  }

  Source source() {
    return line.source();
  }

  /** All that follows, blanks at both ends dropped. */
  String text() {
    return line.text().substring(start).strip();
  }

  /** All that follows, which must not be empty. */
  String one() {
    if (text().isEmpty()) {
      throw fault(name + " requires exactly one argument");
    }
    return text();
  }

  List<Word> words() {
    return Word.plain(line.text(), start);
  }

  List<Word> quotedWords() {
    return Word.quoted(line.text(), start, escape);
  }

  Optional<List<String>> json() {
    return json(text(), start);
  }

  private Optional<List<String>> json(String text, int offset) {
    try {
      return JsonForm.parse(text);
    } catch (JstackException e) {
      throw line.fault(offset, message(e));
    }
  }

  /** JSON array or words. */
  List<String> jsonOrWords() {
    return json().orElseGet(() -> words().stream().map(Word::text).toList());
  }

  /** JSON array or a line for the shell, from this offset on. */
  Command command(int offset) {
    var text = line.text().substring(offset).strip();
    return json(text, offset)
        .<Command>map(Command.Arguments::new)
        .orElseGet(() -> new Command.Line(text));
  }

  Command command() {
    return command(start);
  }

  SourceException fault(String message) {
    return line.fault(0, message);
  }

  private static String message(JstackException e) {
    return String.valueOf(e.getMessage());
  }
}
