package dev.jstack.runtime.cgroup;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Permission to use device nodes. Written {@code c 1:3 rwm}, {@code *} for any number, {@code a}
 * for any kind (cgroup-v1/devices.rst).
 *
 * @param kind {@code a}, {@code b} or {@code c}
 * @param major -1 for any
 * @param minor -1 for any
 * @param access of {@code r}, {@code w} and {@code m}(knod)
 */
public record DeviceRule(char kind, int major, int minor, String access) {
  private static final Pattern FORM =
      Pattern.compile("([abc]) (\\*|\\d{1,7}):(\\*|\\d{1,7}) ([rwm]{1,3})");

  /**
   * What Docker allows every container: to make any node, and to open null, zero, full, random,
   * urandom, tty, console, tun and pseudo-terminals.
   */
  public static final List<DeviceRule> DEFAULTS =
      List.of(
          parse("b *:* m"),
          parse("c *:* m"),
          parse("c 1:3 rwm"),
          parse("c 1:5 rwm"),
          parse("c 1:7 rwm"),
          parse("c 1:8 rwm"),
          parse("c 1:9 rwm"),
          parse("c 5:0 rwm"),
          parse("c 5:1 rwm"),
          parse("c 5:2 rwm"),
          parse("c 10:200 rwm"),
          parse("c 136:* rwm"));

  /** Reads the written form. */
  public static DeviceRule parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "device rule: expected \"c 1:3 rwm\", got \"" + text + "\"");
    }
    return new DeviceRule(
        match.group(1).charAt(0), number(match.group(2)), number(match.group(3)), match.group(4));
  }

  private static int number(String text) {
    return text.equals("*") ? -1 : Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return kind + " " + star(major) + ":" + star(minor) + " " + access;
  }

  private static String star(int number) {
    return number < 0 ? "*" : Integer.toString(number);
  }
}
