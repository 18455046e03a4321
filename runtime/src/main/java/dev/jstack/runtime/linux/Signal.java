package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
  private static final Pattern REAL_TIME = Pattern.compile("RTMIN\\+(\\d{1,2})|RTMAX-(\\d{1,2})");
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

  /** Reads {@code SIGTERM}, {@code term}, {@code 15}, {@code RTMIN+3} or {@code RTMAX-1}. */
  public static int parse(String text) {
    var name = text.strip().toUpperCase(Locale.ROOT);
    if (name.startsWith("SIG")) {
      name = name.substring(3);
    }
    var known = NUMBERS.get(name);
    int number = known != null ? known : number(name);
    if (number < 1 || number > HIGHEST) {
      throw new JstackException(
          "invalid signal \"" + text + "\": expected a name like SIGTERM or a number from 1 to 64");
    }
    return number;
  }

  private static int number(String name) {
    var realTime = REAL_TIME.matcher(name);
    if (realTime.matches()) {
      return realTime.group(1) == null
          ? HIGHEST - Integer.parseInt(realTime.group(2))
          : RTMIN + Integer.parseInt(realTime.group(1));
    }
    return name.matches("\\d{1,2}") ? Integer.parseInt(name) : 0;
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
