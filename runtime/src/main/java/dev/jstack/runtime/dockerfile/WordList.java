package dev.jstack.runtime.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Collects words; blanks that were neither quoted nor escaped end one. */
final class WordList {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  /** A character that may be a separator. */
  void add(char c) {
    if (!Character.isWhitespace(c)) {
      word.append(c);
      inWord = true;
    } else if (inWord) {
      end();
    }
  }

  /** Text whose blanks separate. */
  void split(String text) {
    text.chars().forEach(c -> add((char) c));
  }

  /** Text whose blanks belong to the word. */
  void whole(String text) {
    word.append(text);
    inWord = true;
  }

  List<String> list() {
    if (!word.isEmpty()) {
      end();
    }
    return List.copyOf(words);
  }

  private void end() {
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }
}
