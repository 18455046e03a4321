package dev.jstack.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths of /proc and /sys that Docker hides or makes read-only in unprivileged containers. */
public final class SystemPaths {
  private SystemPaths() {}

  private static final List<String> ALWAYS_MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");

  /** With each processor's thermal_throttle. */
  public static final List<String> MASKED = masked();

  public static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private static List<String> masked() {
    var all = new ArrayList<>(ALWAYS_MASKED);
    var processors = Path.of("/sys/devices/system/cpu");
    try (var directories = Files.newDirectoryStream(processors, "cpu[0-9]*")) {
      for (Path directory : directories) {
        var file = directory.resolve("thermal_throttle");
        if (Files.exists(file)) {
          all.add(file.toString());
        }
      }
    } catch (IOException e) {
      // A machine without /sys has nothing to hide there.
      return ALWAYS_MASKED;
    }
    return List.copyOf(all);
  }
}
