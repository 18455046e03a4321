package dev.jstack.runtime.dockerfile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The patterns of <code>${x#p}</code>, <code>${x%p}</code> and <code>${x/p/r}</code>: {@code *},
 * {@code ?} and {@code \} escapes, no classes.
 */
final class ShellPattern {
  private ShellPattern() {}

  static String trimPrefix(String value, String pattern, boolean longest) {
    var matcher = compile("^", pattern, longest, "").matcher(value);
    return matcher.find() ? value.substring(matcher.end()) : value;
  }

  /** Suffixes are tried from the short or the long end: a lazy pattern would start too early. */
  static String trimSuffix(String value, String pattern, boolean longest) {
    var whole = compile("", pattern, longest, "");
    for (int i = 0; i <= value.length(); i++) {
      int start = longest ? i : value.length() - i;
      if (whole.matcher(value.substring(start)).matches()) {
        return value.substring(0, start);
      }
    }
    return value;
  }

  static String replace(String value, String pattern, String replacement, boolean all) {
    var matcher = compile("", pattern, true, "").matcher(value);
    var literal = Matcher.quoteReplacement(replacement);
    return all ? matcher.replaceAll(literal) : matcher.replaceFirst(literal);
  }

  private static Pattern compile(String head, String pattern, boolean longest, String tail) {
    var regex = new StringBuilder(head);
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        regex.append(longest ? ".*" : ".*?");
      } else if (c == '?') {
        regex.append('.');
      } else {
        if (c == '\\' && i + 1 < pattern.length()) {
          c = pattern.charAt(++i);
        }
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.append(tail).toString(), Pattern.DOTALL);
  }
}
