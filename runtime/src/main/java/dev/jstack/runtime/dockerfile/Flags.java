package dev.jstack.runtime.dockerfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The {@code --name=value} words between an instruction's name and its arguments. */
final class Flags {
  private record Flag(String name, @Nullable String value, int offset) {}

  private final LogicalLine line;
  private final List<Flag> flags = new ArrayList<>();
  private int end;

  private Flags(LogicalLine line) {
    this.line = line;
  }

  static Flags read(LogicalLine line, int from) {
    var result = new Flags(line);
    var text = line.text();
    result.end = from;
    for (var word : Word.quoted(text, from, '\\')) {
      if (!word.text().startsWith("--")) {
        result.end = word.offset();
        return result;
      }
      result.end = word.offset() + word.text().length();
      if (word.text().equals("--")) {
        return result;
      }
      result.add(unquoted(word.text()), word.offset());
    }
    return result;
  }

  private void add(String word, int offset) {
    int equals = word.indexOf('=');
    flags.add(
        equals < 0
            ? new Flag(word.substring(2), null, offset)
            : new Flag(word.substring(2, equals), word.substring(equals + 1), offset));
  }

  private static String unquoted(String word) {
    var result = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length()) {
        result.append(word.charAt(++i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  /** Where the arguments begin. */
  int end() {
    return end;
  }

  /** Refuses flags that are not among these, and single ones given twice. */
  void check(Collection<String> single, Collection<String> repeatable) {
    var seen = new TreeSet<String>();
    var known = new TreeSet<>(single);
    known.addAll(repeatable);
    for (var flag : flags) {
      if (!known.contains(flag.name)) {
        var near = Suggestion.hint(flag.name, known);
        throw line.fault(flag.offset, "unknown flag: --" + flag.name, dashed(near));
      }
      if (!seen.add(flag.name) && single.contains(flag.name)) {
        throw line.fault(flag.offset, "duplicate flag specified: --" + flag.name);
      }
    }
  }

  private static @Nullable String dashed(@Nullable String hint) {
    return hint == null ? null : hint.replace("did you mean ", "did you mean --");
  }

  Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  List<String> values(String name) {
    return flags.stream().filter(flag -> flag.name.equals(name)).map(this::required).toList();
  }

  private String required(Flag flag) {
    if (flag.value == null) {
      throw line.fault(flag.offset, "missing a value on flag: --" + flag.name);
    }
    return flag.value;
  }

  /** True and false; null when the flag isn't there. */
  @Nullable Boolean truth(String name) {
    for (var flag : flags) {
      if (flag.name.equals(name)) {
        return switch (flag.value == null ? "true" : flag.value) {
          case "true" -> true;
          case "false" -> false;
          default ->
              throw line.fault(
                  flag.offset,
                  "expecting boolean value for flag --" + name + ", not: " + flag.value);
        };
      }
    }
    return null;
  }

  boolean isSet(String name) {
    return Boolean.TRUE.equals(truth(name));
  }

  int offset(String name) {
    return flags.stream()
        .filter(flag -> flag.name.equals(name))
        .mapToInt(Flag::offset)
        .findFirst()
        .orElse(0);
  }
}
