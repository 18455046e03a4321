package dev.jstack.runtime.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** The {@code name=value …} of ENV, LABEL and ARG. */
final class Settings {
  private Settings() {}

  /** ENV and LABEL: also the old form {@code name rest of the line}. */
  static List<Setting> required(Arguments arguments) {
    var words = arguments.quotedWords();
    var name = arguments.name();
    if (words.isEmpty()) {
      throw arguments.fault(name + " requires at least one argument");
    }
    if (words.getFirst().text().indexOf('=') < 0) {
      return List.of(legacy(arguments, words));
    }
    var result = new ArrayList<Setting>();
    for (var word : words) {
      result.add(pair(arguments, word));
    }
    return List.copyOf(result);
  }

  private static Setting legacy(Arguments arguments, List<Word> words) {
    if (words.size() < 2) {
      throw arguments.fault(arguments.name() + " must have two arguments");
    }
    var name = words.getFirst().text();
    return new Setting(name, arguments.text().substring(name.length()).strip());
  }

  private static Setting pair(Arguments arguments, Word word) {
    int equals = word.text().indexOf('=');
    if (equals < 0) {
      throw arguments
          .line()
          .fault(
              word.offset(),
              "syntax error - can't find = in \""
                  + word.text()
                  + "\", must be of the form: name=value");
    }
    if (equals == 0) {
      throw arguments.line().fault(word.offset(), arguments.name() + " names can not be blank");
    }
    return new Setting(word.text().substring(0, equals), word.text().substring(equals + 1));
  }

  /** ARG: the value may be missing. */
  static List<Setting> optional(Arguments arguments) {
    var words = arguments.quotedWords();
    if (words.isEmpty()) {
      throw arguments.fault("ARG requires at least one argument");
    }
    return words.stream()
        .map(word ->
            word.text().indexOf('=') < 0 ? new Setting(word.text(), null) : pair(arguments, word))
        .toList();
  }
}
