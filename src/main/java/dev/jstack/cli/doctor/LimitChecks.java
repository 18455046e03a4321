package dev.jstack.cli.doctor;

import java.util.List;

/** How much of everything there is. */
final class LimitChecks {
  private static final long FEW_FILES = 4096;
  private static final long FEW_PROCESSES = 16_384;
  private static final long FEW_WATCHES = 16_384;
  private static final long FEW_INSTANCES = 64;
  private static final long LITTLE_MEMORY_KIB = 256 << 10;

  private final Machine machine;

  LimitChecks(Machine machine) {
    this.machine = machine;
  }

  List<Finding> all() {
    return List.of(files(), processes(), watches(), memory());
  }

  private Finding files() {
    long most = limit("Max open files");
    return most >= FEW_FILES
        ? Finding.ok("open files", most == Long.MAX_VALUE ? "unlimited" : most + " a process")
        : Finding.warn(
            "open files",
            most + " a process",
            "an engine with hundreds of containers runs out of them, and so do programs in them",
            "ulimit -n 1048576 before the engine starts, or LimitNOFILE= of its unit");
  }

  /** The hard one of proc_pid_limits(5). */
  private long limit(String name) {
    return machine.lines("/proc/self/limits").stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[1])
        .mapToLong(text -> text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private Finding processes() {
    long most =
        Math.min(
            machine.number("/proc/sys/kernel/pid_max").orElse(Long.MAX_VALUE),
            machine.number("/proc/sys/kernel/threads-max").orElse(Long.MAX_VALUE));
    return most >= FEW_PROCESSES
        ? Finding.ok("processes", most + " in all")
        : Finding.warn(
            "processes",
            most + " in all",
            "many containers together can use them up",
            "sysctl -w kernel.pid_max=4194304 kernel.threads-max=100000");
  }

  private Finding watches() {
    long watches = machine.number("/proc/sys/fs/inotify/max_user_watches").orElse(Long.MAX_VALUE);
    long instances =
        machine.number("/proc/sys/fs/inotify/max_user_instances").orElse(Long.MAX_VALUE);
    return watches >= FEW_WATCHES && instances >= FEW_INSTANCES
        ? Finding.ok("inotify", watches + " watches, " + instances + " instances")
        : Finding.warn(
            "inotify",
            watches + " watches, " + instances + " instances",
            "watch can't follow big source trees, and programs in containers share these",
            "sysctl -w fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512");
  }

  private Finding memory() {
    long free =
        machine.lines("/proc/meminfo").stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(Long.MAX_VALUE);
    String text = (free >> 10) + " MiB available";
    return free >= LITTLE_MEMORY_KIB
        ? Finding.ok("memory", text)
        : Finding.warn(
            "memory",
            text,
            "the kernel may kill programs, the engine among them",
            "stop something, or give containers a mem_limit");
  }
}
