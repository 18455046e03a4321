package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.launch.Rlimit;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.ProcFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this process may do itself, and so give to containers. */
final class OwnLimits {
  /** Docker's daemon runs with these; they are what its containers inherit. */
  private static final Map<String, Long> DEFAULTS = new LinkedHashMap<>();

  private static final Map<String, String> TITLES = new HashMap<>();
  private static final int CAP_SYS_RESOURCE = 24;

  static {
    DEFAULTS.put("nofile", 1L << 20);
    DEFAULTS.put("nproc", Rlimit.INFINITY);
    DEFAULTS.put("core", Rlimit.INFINITY);
    TITLES.put("Max cpu time", "cpu");
    TITLES.put("Max file size", "fsize");
    TITLES.put("Max data size", "data");
    TITLES.put("Max stack size", "stack");
    TITLES.put("Max core file size", "core");
    TITLES.put("Max resident set", "rss");
    TITLES.put("Max processes", "nproc");
    TITLES.put("Max open files", "nofile");
    TITLES.put("Max locked memory", "memlock");
    TITLES.put("Max address space", "as");
    TITLES.put("Max file locks", "locks");
    TITLES.put("Max pending signals", "sigpending");
    TITLES.put("Max msgqueue size", "msgqueue");
    TITLES.put("Max nice priority", "nice");
    TITLES.put("Max realtime priority", "rtprio");
    TITLES.put("Max realtime timeout", "rttime");
  }

  private OwnLimits() {}

  /** The bounding set (capabilities(7)). */
  static CapabilitySet capabilities() {
    return OwnCapabilities.BOUNDING;
  }

  /** Read once: neither changes while the engine runs. */
  private static final class OwnCapabilities {
    private static final CapabilitySet BOUNDING = read();

    private static CapabilitySet read() {
      return ProcFile.lines("/proc/self/status").stream()
          .filter(line -> line.startsWith("CapBnd:"))
          .map(line -> new CapabilitySet(Long.parseLong(line.substring(7).strip(), 16)))
          .findFirst()
          .orElse(CapabilitySet.NONE);
    }
  }

  /** Read once, before anything of ours lowers them. */
  private static final class Hard {
    private static final Map<String, Long> LIMITS = read();

    private static Map<String, Long> read() {
      var limits = new HashMap<String, Long>();
      for (String line : ProcFile.lines("/proc/self/limits")) {
        String[] fields = line.split(" {2,}", -1);
        var name = fields.length < 3 ? null : TITLES.get(fields[0]);
        if (name != null) {
          limits.put(
              name, fields[2].equals("unlimited") ? Rlimit.INFINITY : Long.parseLong(fields[2]));
        }
      }
      return limits;
    }
  }

  /**
   * Docker's defaults, as far as ours allow, and over them what the user set. A limit of the user
   * above ours that we can't raise is an error.
   */
  static List<Rlimit> resolve(List<IsolationSpec.Ulimit> asked) {
    var limits = new LinkedHashMap<String, Rlimit>();
    DEFAULTS.forEach((name, value) -> {
      long clamped = clamp(value, Hard.LIMITS.getOrDefault(name, value));
      limits.put(name, new Rlimit(name, clamped, clamped));
    });
    for (var ulimit : asked) {
      check(ulimit);
      limits.put(ulimit.name(), new Rlimit(ulimit.name(), ulimit.soft(), ulimit.hard()));
    }
    return new ArrayList<>(limits.values());
  }

  private static void check(IsolationSpec.Ulimit ulimit) {
    long own = Hard.LIMITS.getOrDefault(ulimit.name(), Rlimit.INFINITY);
    if (isAbove(ulimit.soft(), ulimit.hard())) {
      throw new JstackException(
          "ulimit "
              + ulimit.name()
              + ": the soft limit "
              + ulimit.soft()
              + " is above the hard limit "
              + ulimit.hard());
    }
    if (isAbove(ulimit.hard(), own) && !mayRaise()) {
      throw new JstackException(
          "ulimit "
              + ulimit.name()
              + ": "
              + text(ulimit.hard())
              + " is above the limit of "
              + text(own)
              + " that jstack itself has, and it may not raise it");
    }
    if (ulimit.name().equals("nofile") && isAbove(ulimit.hard(), mostFiles())) {
      throw new JstackException(
          "ulimit nofile: "
              + text(ulimit.hard())
              + " is above "
              + mostFiles()
              + ", the kernel's own limit (sysctl fs.nr_open)");
    }
  }

  /** The power over a user namespace is none over limits. */
  private static boolean mayRaise() {
    return capabilities().has(CAP_SYS_RESOURCE) && !OwnUser.isConfined();
  }

  private static long mostFiles() {
    return Long.parseLong(ProcFile.lines("/proc/sys/fs/nr_open").getFirst());
  }

  private static String text(long value) {
    return value == Rlimit.INFINITY ? "unlimited" : Long.toString(value);
  }

  private static boolean isAbove(long value, long limit) {
    return limit != Rlimit.INFINITY && (value == Rlimit.INFINITY || value > limit);
  }

  private static long clamp(long value, long limit) {
    return isAbove(value, limit) ? limit : value;
  }
}
