package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.ProcFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A set of capabilities as the kernel's bit mask (capabilities(7), linux/capability.h). */
public record CapabilitySet(long mask) {
  private static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  public static final CapabilitySet NONE = new CapabilitySet(0);

  /** Every capability known here. */
  public static final CapabilitySet ALL = new CapabilitySet((1L << NAMES.size()) - 1);

  /** Docker's fourteen. */
  public static final CapabilitySet DEFAULT = new CapabilitySet(0xa804_25fbL);

  private static final CapabilitySet OWN = readOwn();

  /**
   * The set a user asks for by Compose's {@code cap_add} and {@code cap_drop} (Docker's rules:
   * names in any case, with or without {@code CAP_}; {@code ALL}).
   */
  public static CapabilitySet resolve(List<String> add, List<String> drop) {
    boolean addAll = hasAll(add);
    boolean dropAll = hasAll(drop);
    long start = addAll ? ALL.and(OWN).mask : dropAll ? 0 : DEFAULT.mask;
    long added = addAll ? 0 : maskOf(add);
    long dropped = dropAll ? 0 : maskOf(drop);
    return addAll
        ? new CapabilitySet(start & ~dropped)
        : new CapabilitySet((start & ~dropped) | added);
  }

  /** The engine's own bounding set: nothing it starts can have more (capabilities(7)). */
  public static CapabilitySet own() {
    return OWN;
  }

  private static CapabilitySet readOwn() {
    return ProcFile.lines("/proc/self/status").stream()
        .filter(line -> line.startsWith("CapBnd:"))
        .map(line -> new CapabilitySet(Long.parseUnsignedLong(line.substring(8).strip(), 16)))
        .findFirst()
        .orElse(ALL);
  }

  /** The members that {@code other} has too. */
  public CapabilitySet and(CapabilitySet other) {
    return new CapabilitySet(mask & other.mask);
  }

  public boolean has(int number) {
    return ((mask >>> number) & 1) != 0;
  }

  /** The number of {@code CAP_NET_ADMIN}, {@code net_admin}, …; an unknown name is an error. */
  public static int number(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    int number = NAMES.indexOf(upper.startsWith("CAP_") ? upper.substring(4) : upper);
    if (number < 0) {
      throw new JstackException("unknown capability \"" + name + "\"");
    }
    return number;
  }

  private static boolean hasAll(List<String> names) {
    return names.stream().anyMatch(n -> n.equalsIgnoreCase("ALL") || n.equalsIgnoreCase("CAP_ALL"));
  }

  private static long maskOf(List<String> names) {
    long mask = 0;
    for (String name : names) {
      if (!hasAll(List.of(name))) {
        mask |= 1L << number(name);
      }
    }
    return mask;
  }

  /** {@code chown,kill}: names in the kernel's order. */
  @Override
  public String toString() {
    var names = new ArrayList<String>();
    for (int i = 0; i < NAMES.size(); i++) {
      if (has(i)) {
        names.add(NAMES.get(i).toLowerCase(Locale.ROOT));
      }
    }
    return String.join(",", names);
  }
}
