package dev.jstack.client;

import java.nio.file.Path;

/**
 * Which jstack this is: its version and when it was built, {@code 0.1.0+1763750000}. Client and
 * engine of one build understand each other; of two builds the later one is the newer.
 */
public record Build(String version, long time) implements Comparable<Build> {

  /** Anything that isn't written like a build counts as the oldest one. */
  public static Build parse(String text) {
    int plus = text.indexOf('+');
    if (plus < 0) {
      return new Build(text, 0);
    }
    try {
      return new Build(text.substring(0, plus), Long.parseLong(text.substring(plus + 1)));
    } catch (NumberFormatException e) {
      return new Build(text, 0);
    }
  }

  /** The build of the running program, as its launcher names it. */
  public static Build own() {
    return parse(System.getProperty("jstack.build", "dev"));
  }

  /** The installation's directory, if the program was started by its launcher. */
  public static Path home() {
    return Path.of(System.getProperty("jstack.home", ""));
  }

  @Override
  public int compareTo(Build other) {
    int versions = compareVersions(version, other.version);
    return versions != 0 ? versions : Long.compare(time, other.time);
  }

  @Override
  public String toString() {
    return version + "+" + time;
  }

  private static int compareVersions(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < two.length()) {
      int a = number(one, i);
      int b = number(two, j);
      if (a != b) {
        return Integer.compare(a, b);
      }
      i = next(one, i);
      j = next(two, j);
    }
    return 0;
  }

  /** The number that starts at {@code from}; 0 when there is none. */
  private static int number(String text, int from) {
    int value = 0;
    for (int i = from; i < text.length() && text.charAt(i) != '.'; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0) {
        return value;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int next(String text, int from) {
    int dot = text.indexOf('.', Math.min(from, text.length()));
    return dot < 0 ? text.length() : dot + 1;
  }
}
