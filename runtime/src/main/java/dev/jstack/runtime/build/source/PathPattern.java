package dev.jstack.runtime.build.source;

import dev.jstack.runtime.JstackException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A wildcard pattern for paths: {@code *} and {@code ?} don't match a slash, {@code [a-c]}, {@code
 * [^x]}, {@code \} escapes; {@code **} is any number of directories where it may cross them (Go's
 * moby/patternmatcher), else it is the same as {@code *} (Go's filepath.Match).
 */
public final class PathPattern {
  private final Pattern regex;

  private PathPattern(Pattern regex) {
    this.regex = regex;
  }

  /** {@code **} crosses directories: .dockerignore, {@code --exclude}, {@code --parents}. */
  static PathPattern crossing(String pattern) {
    return new PathPattern(new Translation(pattern, true).compile());
  }

  /** For one component of a path, or a path of as many components as the pattern has. */
  public static PathPattern component(String pattern) {
    return new PathPattern(new Translation(pattern, false).compile());
  }

  public static boolean isWild(String text) {
    return text.matches(".*[*?\\[\\\\].*");
  }

  /** Whether the whole path fits. */
  public boolean matches(String path) {
    return regex.matcher(path).matches();
  }

  /** Pattern to regular expression, character by character. */
  private static final class Translation {
    private final String pattern;
    private final boolean crossing;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    Translation(String pattern, boolean crossing) {
      this.pattern = pattern;
      this.crossing = crossing;
    }

    Pattern compile() {
      while (at < pattern.length()) {
        char c = pattern.charAt(at++);
        switch (c) {
          case '*' -> star();
          case '?' -> regex.append("[^/]");
          case '[' -> characters();
          case '\\' -> literal(at < pattern.length() ? pattern.charAt(at++) : '\\');
          default -> literal(c);
        }
      }
      try {
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
      } catch (PatternSyntaxException e) {
        throw syntax();
      }
    }

    private void star() {
      if (!crossing || at >= pattern.length() || pattern.charAt(at) != '*') {
        regex.append("[^/]*");
        return;
      }
      at++;
      if (at < pattern.length() && pattern.charAt(at) == '/') {
        at++;
      }
      regex.append(at >= pattern.length() ? ".*" : "(?:.*/)?");
    }

    private void characters() {
      regex.append('[');
      if (at < pattern.length() && pattern.charAt(at) == '^') {
        regex.append('^');
        at++;
      }
      int start = at;
      while (at < pattern.length() && pattern.charAt(at) != ']') {
        char c = pattern.charAt(at++);
        if (c == '\\' && at < pattern.length()) {
          c = pattern.charAt(at++);
        } else if (c == '-') {
          regex.append('-');
          continue;
        }
        regex.append(escaped(c));
      }
      if (at >= pattern.length() || at == start) {
        throw syntax();
      }
      at++;
      regex.append(']');
    }

    private void literal(char c) {
      regex.append(escaped(c));
    }

    private static String escaped(char c) {
      boolean plain = Character.isLetterOrDigit(c) || c == '/' || c > 127;
      return plain ? String.valueOf(c) : "\\" + c;
    }

    private JstackException syntax() {
      return new JstackException("syntax error in pattern \"" + pattern + "\"");
    }
  }
}
