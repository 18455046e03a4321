package dev.jstack.engine;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Locale;

/** Signals by their names in signal(7), with or without {@code SIG}, in any case, or by number. */
public final class SignalNames {
  private static final List<String> NAMES =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
  private static final int FIRST_REAL_TIME = 34;
  private static final int LAST = 64;

  private SignalNames() {}

  /** The number of {@code SIGTERM}, {@code term}, {@code 15} or {@code RTMIN+3}. */
  public static int parse(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    name = name.startsWith("SIG") ? name.substring(3) : name;
    int number =
        name.isEmpty() ? 0 : name.matches("\\d{1,2}") ? Integer.parseInt(name) : named(name);
    if (number < 1 || number > LAST) {
      throw new JstackException("invalid signal: \"" + text + "\"");
    }
    return number;
  }

  private static int named(String name) {
    if (name.matches("RTMIN(\\+\\d{1,2})?")) {
      return FIRST_REAL_TIME + (name.length() > 6 ? Integer.parseInt(name.substring(6)) : 0);
    }
    if (name.matches("RTMAX(-\\d{1,2})?")) {
      return LAST - (name.length() > 6 ? Integer.parseInt(name.substring(6)) : 0);
    }
    return NAMES.indexOf(name);
  }
}
