package dev.jstack.runtime.build.file;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code --chmod} of COPY and ADD: {@code 0750}, {@code u=rwX,go=rX}, {@code +x} (chmod(1)).
 */
public final class ModeChange {
  private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,4}");
  private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)([-+=])([rwxXst]*|[ugo])");
  private static final int EXECUTE = 0111;

  /** One part of a symbolic mode. */
  private record Clause(int who, char operator, String what) {}

  private final int octal;
  private final List<Clause> clauses;

  private ModeChange(int octal, List<Clause> clauses) {
    this.octal = octal;
    this.clauses = clauses;
  }

  public static ModeChange parse(String text) {
    if (OCTAL.matcher(text).matches()) {
      return new ModeChange(Integer.parseInt(text, 8), List.of());
    }
    var clauses = new ArrayList<Clause>();
    for (var part : text.split(",", -1)) {
      var matcher = CLAUSE.matcher(part);
      if (!matcher.matches()) {
        throw new JstackException(
            "invalid chmod parameter: '" + text + "': expected octal or symbolic permissions");
      }
      clauses.add(new Clause(who(matcher.group(1)), matcher.group(2).charAt(0), matcher.group(3)));
    }
    return new ModeChange(-1, clauses);
  }

  /** Whether it is a number, which leaves nothing of the mode before. */
  public boolean isAbsolute() {
    return octal >= 0;
  }

  public int apply(int mode, boolean directory) {
    if (octal >= 0) {
      return octal;
    }
    int result = mode;
    for (var clause : clauses) {
      int bits = bits(clause, result, directory);
      result =
          switch (clause.operator) {
            case '+' -> result | bits;
            case '-' -> result & ~bits;
            default -> (result & ~clause.who) | bits;
          };
    }
    return result;
  }

  /** The bits that a class of users owns. */
  private static int who(String text) {
    int mask = 0;
    var users = text.isEmpty() ? "a" : text;
    for (int i = 0; i < users.length(); i++) {
      mask |=
          switch (users.charAt(i)) {
            case 'u' -> 04700;
            case 'g' -> 02070;
            case 'o' -> 01007;
            default -> 07777;
          };
    }
    return mask;
  }

  private static int bits(Clause clause, int mode, boolean directory) {
    int bits = 0;
    for (int i = 0; i < clause.what.length(); i++) {
      bits |=
          switch (clause.what.charAt(i)) {
            case 'r' -> 0444;
            case 'w' -> 0222;
            case 'x' -> EXECUTE;
            case 'X' -> directory || (mode & EXECUTE) != 0 ? EXECUTE : 0;
            case 's' -> 06000;
            case 't' -> 01000;
            case 'u' -> spread(mode >> 6);
            case 'g' -> spread(mode >> 3);
            default -> spread(mode);
          };
    }
    return bits & clause.who;
  }

  private static int spread(int bits) {
    return (bits & 7) * EXECUTE;
  }
}
