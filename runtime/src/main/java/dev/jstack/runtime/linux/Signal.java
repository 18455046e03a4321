package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Signals by number and name (signal(7); x86-64 and aarch64 agree on them). */
public final class Signal {
  public static final int HUP = 1;
  public static final int INT = 2;
  public static final int QUIT = 3;
  public static final int KILL = 9;
  public static final int TERM = 15;
  public static final int CONT = 18;
  public static final int STOP = 19;
  public static final int WINCH = 28;
  private static final int HIGHEST = 64;
  private static final int RTMIN = 34;
  private static final Map<String, Integer> NUMBERS = new TreeMap<>();

  static {
    String[] names = {
      "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
      "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
      "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };
    for (int i = 0; i < names.length; i++) {
      NUMBERS.put(names[i], i + 1);
    }
    NUMBERS.put("IOT", 6);
    NUMBERS.put("CLD", 17);
    NUMBERS.put("POLL", 29);
    NUMBERS.put("RTMIN", RTMIN);
    NUMBERS.put("RTMAX", HIGHEST);
  }

  private Signal() {}

  /** Reads {@code SIGTERM}, {@code term}, {@code 15} or {@code RTMIN+3}. */
  public static int parse(String text) {
    var name = text.strip().toUpperCase(Locale.ROOT);
    if (name.startsWith("SIG")) {
      name = name.substring(3);
    }
    var known = NUMBERS.get(name);
    if (known != null) {
      return known;
    }
    int number = name.startsWith("RTMIN+") ? RTMIN + digits(name.substring(6)) : digits(name);
    if (number < 1 || number > HIGHEST) {
      throw new JstackException(
          "invalid signal \"" + text + "\": expected a name like SIGTERM or a number from 1 to 64");
    }
    return number;
  }

  private static int digits(String text) {
    return text.matches("\\d{1,2}") ? Integer.parseInt(text) : HIGHEST + 1;
  }

  /**
   * Signals a process by its bare pid: only for one that can't end meanwhile (frozen, or an
   * unreaped child). True when it existed.
   */
  public static boolean send(int pid, int signal) {
    long result = Kernel.raw(Syscall.KILL, pid, signal);
    if (result < 0 && result != -Errno.ESRCH.number()) {
      throw new LinuxException("signal process " + pid, Errno.of((int) -result));
    }
    return result == 0;
  }
}
