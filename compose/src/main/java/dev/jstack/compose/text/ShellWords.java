package dev.jstack.compose.text;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words as a shell does, with its quotes and nothing else of it. */
public final class ShellWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private ShellWords(String line) {
    this.line = line;
  }

  /**
   * The words.
   *
   * @throws JstackException if a quote is not closed
   */
  public static List<String> split(String line) {
    return new ShellWords(line).words();
  }

  private List<String> words() {
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> {
          endWord();
          i++;
        }
        case '\'', '"' -> i = quoted(i, c);
        case '\\' -> i = escaped(i);
        default -> {
          append(c);
          i++;
        }
      }
    }
    endWord();
    return words;
  }

  private int quoted(int open, char quote) {
    inWord = true;
    for (int i = open + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      boolean escape = quote == '"' && c == '\\' && i + 1 < line.length();
      if (escape && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0) {
        i++;
        c = line.charAt(i);
      }
      append(c);
    }
    throw new JstackException("unterminated " + quote + " in command line: " + line);
  }

  private int escaped(int backslash) {
    if (backslash + 1 == line.length()) {
      throw new JstackException("command line ends in a backslash: " + line);
    }
    append(line.charAt(backslash + 1));
    return backslash + 2;
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
