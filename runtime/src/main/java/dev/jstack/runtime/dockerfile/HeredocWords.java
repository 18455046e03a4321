package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the {@code <<WORD}s of a line. */
final class HeredocWords {
  private static final Pattern FORM = Pattern.compile("(\\d*)<<(-?)([^<]*)");

  private HeredocWords() {}

  /** In order; empty when quotes don't match, as such text is the shell's business. */
  static List<Heredoc> find(String line, char escape) {
    var result = new ArrayList<Heredoc>();
    for (var word : rawWords(line, escape)) {
      parse(word, escape).ifPresent(result::add);
    }
    return result;
  }

  static Optional<Heredoc> parse(String word, char escape) {
    var matcher = FORM.matcher(word);
    if (!matcher.matches() || matcher.group(3).isEmpty()) {
      return Optional.empty();
    }
    var rest = matcher.group(3);
    try {
      var names = new ShellLexer(escape).expandWords(rest, name -> "$" + name);
      if (names.size() != 1) {
        return Optional.empty();
      }
      boolean plain = names.getFirst().equals(rest);
      return Optional.of(
          new Heredoc(names.getFirst(), plain, !matcher.group(2).isEmpty(), matcher.group(1), ""));
    } catch (JstackException e) {
      return Optional.empty();
    }
  }

  /** Words with their quotes left on. */
  private static List<String> rawWords(String line, char escape) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        end(words, word);
        continue;
      }
      word.append(c);
      if (c == escape && quote != '\'' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    end(words, word);
    return words;
  }

  private static void end(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
