package dev.jstack.compose.text;

/** Backslash escapes of double-quoted values in env files. */
final class Escapes {
  private static final String LETTERS = "nrtabfv";
  private static final String MEANINGS = "\n\r\t\u0007\b\f\u000b";

  private Escapes() {}

  /** The text with escapes expanded; {@code \$} becomes {@code $$}, as interpolation follows. */
  static String expand(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        text.append(c);
        continue;
      }
      i = expand(raw, i + 1, text);
    }
    return text.toString();
  }

  /** Expands the escape whose letter is at {@code i}; returns the index of its last character. */
  private static int expand(String raw, int i, StringBuilder into) {
    char c = raw.charAt(i);
    int letter = LETTERS.indexOf(c);
    if (letter >= 0) {
      into.append(MEANINGS.charAt(letter));
    } else if (c == '$') {
      into.append("$$");
    } else if (c == '"' || c == '\\') {
      into.append(c);
    } else if (c == '0') {
      return octal(raw, i, into);
    } else {
      into.append('\\').append(c);
    }
    return i;
  }

  private static int octal(String raw, int zero, StringBuilder into) {
    int end = zero + 1;
    int value = 0;
    while (end < raw.length() && end <= zero + 3 && Character.digit(raw.charAt(end), 8) >= 0) {
      value = value * 8 + Character.digit(raw.charAt(end), 8);
      end++;
    }
    into.append((char) value);
    return end - 1;
  }
}
