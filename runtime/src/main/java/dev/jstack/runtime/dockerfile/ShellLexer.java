package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces variables and removes quotes as BuildKit's {@code shell/lex.go} does: <code>$x</code>,
 * <code>${x}</code> and the operators {@code :- - :+ + :? ? # ## % %% / //}, nested as deep as one
 * likes. Faults are JstackExceptions without a place; the caller knows it.
 */
public final class ShellLexer {
  private static final String SPECIAL = "@*#?-$!0";

  private final char escape;
  private final boolean keepsQuotes;

  public ShellLexer(char escape) {
    this(escape, false);
  }

  private ShellLexer(char escape, boolean keepsQuotes) {
    this.escape = escape;
    this.keepsQuotes = keepsQuotes;
  }

  /** The same, for text in which quotes mean nothing: here-documents. */
  public ShellLexer keepingQuotes() {
    return new ShellLexer(escape, true);
  }

  /** One value: blanks don't split. */
  public String expand(String word, Variables variables) {
    return new Run(word, variables).all();
  }

  /** A list: split at blanks outside of quotes, those in replaced variables included. */
  public List<String> expandWords(String text, Variables variables) {
    var run = new Run(text, variables);
    var _ = run.all();
    return run.words.list();
  }

  /** One pass over one text. */
  private final class Run {
    private final String text;
    private final Variables variables;
    private WordList words = new WordList();
    private int at;

    Run(String text, Variables variables) {
      this.text = text;
      this.variables = variables;
    }

    String all() {
      return until('\0', false, words);
    }

    private boolean ended() {
      return at >= text.length();
    }

    /** Reads up to {@code stop}, which is consumed; NUL stands for the end of the text. */
    private String until(char stop, boolean rawEscapes, WordList into) {
      var result = new StringBuilder();
      while (!ended()) {
        char c = text.charAt(at);
        if (stop != '\0' && c == stop) {
          at++;
          return result.toString();
        }
        if (c == '$') {
          var value = dollar();
          result.append(value);
          into.split(value);
        } else if (!keepsQuotes && (c == '\'' || c == '"')) {
          var value = c == '"' ? doubleQuoted() : singleQuoted();
          result.append(value);
          into.whole(value);
        } else {
          plain(rawEscapes, result, into);
        }
      }
      if (stop != '\0') {
        throw new JstackException("unexpected end of statement while looking for matching " + stop);
      }
      return result.toString();
    }

    private void plain(boolean rawEscapes, StringBuilder result, WordList into) {
      char c = text.charAt(at++);
      if (c != escape) {
        result.append(c);
        into.add(c);
        return;
      }
      if (rawEscapes) {
        result.append(c);
        into.whole(String.valueOf(c));
      }
      if (!ended()) {
        char next = text.charAt(at++);
        result.append(next);
        into.whole(String.valueOf(next));
      }
    }

    private String singleQuoted() {
      int end = text.indexOf('\'', at + 1);
      if (end < 0) {
        throw new JstackException(
            "unexpected end of statement while looking for matching single-quote");
      }
      var value = text.substring(at + 1, end);
      at = end + 1;
      return value;
    }

    private String doubleQuoted() {
      at++;
      var result = new StringBuilder();
      while (!ended()) {
        char c = text.charAt(at);
        if (c == '$') {
          result.append(dollar());
          continue;
        }
        at++;
        if (c == '"') {
          return result.toString();
        }
        if (c == escape && !ended()) {
          char next = text.charAt(at);
          if (next == '"' || next == '$' || next == escape) {
            c = next;
            at++;
          }
        }
        result.append(c);
      }
      throw new JstackException(
          "unexpected end of statement while looking for matching double-quote");
    }

    private String dollar() {
      at++;
      if (ended() || text.charAt(at) != '{') {
        var name = name();
        return name.isEmpty() ? "$" : plain(name);
      }
      at++;
      if (ended()) {
        throw missingBrace();
      }
      if ("{}:".indexOf(text.charAt(at)) >= 0) {
        throw new JstackException("syntax error: bad substitution");
      }
      var name = name();
      if (ended()) {
        throw missingBrace();
      }
      char operator = text.charAt(at++);
      return switch (operator) {
        case '}' -> plain(name);
        case '/' -> replaced(name);
        case ':' -> modified(name, true, ended() ? ' ' : text.charAt(at++));
        default -> modified(name, false, operator);
      };
    }

    private String plain(String name) {
      var value = variables.get(name);
      if (value == null) {
        variables.missing(name);
      }
      return orEmpty(value);
    }

    private String modified(String name, boolean emptyIsUnset, char operator) {
      boolean trims = operator == '#' || operator == '%';
      if ("+-?#%".indexOf(operator) < 0 || (emptyIsUnset && trims)) {
        throw new JstackException(
            "unsupported modifier (" + (emptyIsUnset ? ":" : "") + operator + ") in substitution");
      }
      var word = untilBrace(trims);
      var value = variables.get(name);
      boolean absent = value == null || (emptyIsUnset && value.isEmpty());
      return switch (operator) {
        case '-' -> absent ? word : orEmpty(value);
        case '+' -> absent ? "" : word;
        case '?' -> required(name, value, absent, word);
        default -> trimmed(orEmpty(value), operator, word);
      };
    }

    private String trimmed(String value, char operator, String word) {
      boolean longest = !word.isEmpty() && word.charAt(0) == operator;
      var pattern = longest ? word.substring(1) : word;
      return operator == '%'
          ? ShellPattern.trimSuffix(value, pattern, longest)
          : ShellPattern.trimPrefix(value, pattern, longest);
    }

    private String required(String name, @Nullable String value, boolean absent, String message) {
      if (!absent) {
        return orEmpty(value);
      }
      var reason = value == null ? "is not allowed to be unset" : "is not allowed to be empty";
      throw new JstackException(name + ": " + (message.isEmpty() ? reason : message));
    }

    private String replaced(String name) {
      boolean all = !ended() && text.charAt(at) == '/';
      if (all) {
        at++;
      }
      String pattern;
      try {
        pattern = until('/', true, new WordList());
      } catch (JstackException e) {
        throw ended() ? new JstackException("syntax error: missing '/' in ${", e) : e;
      }
      var replacement = untilBrace(true).replace("\\/", "/");
      return ShellPattern.replace(orEmpty(variables.get(name)), pattern, replacement, all);
    }

    private String untilBrace(boolean rawEscapes) {
      try {
        return until('}', rawEscapes, new WordList());
      } catch (JstackException e) {
        throw ended() ? missingBrace() : e;
      }
    }

    /** Letters, digits, underscores; or digits; or one special character; or nothing. */
    private String name() {
      int start = at;
      if (!ended() && Character.isDigit(text.charAt(at))) {
        while (!ended() && Character.isDigit(text.charAt(at))) {
          at++;
        }
      } else if (!ended() && SPECIAL.indexOf(text.charAt(at)) >= 0) {
        at++;
      } else {
        while (!ended() && isNamePart(text.charAt(at))) {
          at++;
        }
      }
      return text.substring(start, at);
    }

    private static boolean isNamePart(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String orEmpty(@Nullable String value) {
      return value == null ? "" : value;
    }

    private static JstackException missingBrace() {
      return new JstackException("syntax error: missing '}'");
    }
  }
}
