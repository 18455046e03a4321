package dev.jstack.runtime.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** A word of an instruction, quotes and escapes left on, and where it starts in the line. */
record Word(String text, int offset) {
  /** Split at blanks, whatever is quoted. */
  static List<Word> plain(String line, int from) {
    var words = new ArrayList<Word>();
    int at = from;
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
        continue;
      }
      int start = at;
      while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      words.add(new Word(line.substring(start, at), start));
    }
    return words;
  }

  /** Split at blanks outside of quotes; an escaped blank doesn't split. */
  static List<Word> quoted(String line, int from, char escape) {
    var words = new ArrayList<Word>();
    int at = from;
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
        continue;
      }
      int start = at;
      at = end(line, at, escape);
      words.add(new Word(line.substring(start, at), start));
    }
    return words;
  }

  private static int end(String line, int from, char escape) {
    char quote = 0;
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (quote == 0 && Character.isWhitespace(c)) {
        return at;
      }
      if (c == escape && quote != '\'') {
        at++;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      at++;
    }
    return line.length();
  }
}
