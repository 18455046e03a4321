package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.CgroupDevices;
import dev.jstack.runtime.linux.Fd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Limits as version 2 files (cgroup-v2.rst). */
final class V2Limits {
  private static final long PERIOD_MICROS = 100_000;
  private static final String MAX = "max";

  private V2Limits() {}

  /** Fails if the machine lacks a controller that somebody asked a limit of. */
  static void requireControllers(CgroupLimits limits, Set<String> available) {
    for (String controller : controllers(limits)) {
      if (!available.contains(controller)) {
        throw new JstackException(
            "cannot limit " + controller + ": no cgroup controller for it is available here");
      }
    }
  }

  private static List<String> controllers(CgroupLimits limits) {
    var names = new ArrayList<String>();
    var tuning = limits.tuning();
    if (limits.nanoCpus() != null || limits.cpuShares() != null || hasQuota(tuning)) {
      names.add("cpu");
    }
    if (limits.cpuset() != null || tuning.memoryNodes() != null) {
      names.add("cpuset");
    }
    if (tuning.blockIo() != null) {
      names.add("io");
    }
    if (limits.memoryBytes() != null || limits.memoryReservationBytes() != null) {
      names.add("memory");
    }
    if (limits.pids() != null && limits.pids() > 0) {
      names.add("pids");
    }
    return names;
  }

  private static boolean hasQuota(CgroupTuning tuning) {
    return tuning.cpuQuotaMicros() != null || tuning.cpuPeriodMicros() != null;
  }

  static void write(Path directory, CgroupLimits limits) {
    writeCpu(directory, limits);
    var tuning = limits.tuning();
    if (tuning.memoryNodes() != null) {
      ControlFile.write(directory.resolve("cpuset.mems"), tuning.memoryNodes());
    }
    if (tuning.blockIo() != null) {
      BlockFiles.ofVersion2(directory).write(tuning.blockIo());
    }
    if (limits.cpuset() != null) {
      ControlFile.write(directory.resolve("cpuset.cpus"), limits.cpuset());
    }
    if (limits.pids() != null && limits.pids() != 0) {
      ControlFile.write(directory.resolve("pids.max"), orMax(limits.pids()));
    }
    writeMemory(directory, limits);
  }

  private static void writeCpu(Path directory, CgroupLimits limits) {
    var tuning = limits.tuning();
    if (limits.nanoCpus() != null) {
      long quota = limits.nanoCpus() * PERIOD_MICROS / 1_000_000_000;
      writeQuota(directory, quota, PERIOD_MICROS);
    } else if (hasQuota(tuning)) {
      writeQuota(directory, orZero(tuning.cpuQuotaMicros()), orZero(tuning.cpuPeriodMicros()));
    }
    if (limits.cpuShares() != null && limits.cpuShares() > 0) {
      ControlFile.write(directory.resolve("cpu.weight"), weight(limits.cpuShares()));
    }
  }

  private static void writeQuota(Path directory, long quota, long period) {
    var text = quota <= 0 ? MAX : Long.toString(quota);
    ControlFile.write(
        directory.resolve("cpu.max"), text + " " + (period <= 0 ? PERIOD_MICROS : period));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static void writeMemory(Path directory, CgroupLimits limits) {
    if (limits.memoryBytes() != null && limits.memoryBytes() > 0) {
      long swap = swap(limits.memoryBytes(), limits.memoryAndSwap(limits.memoryBytes()));
      ControlFile.write(directory.resolve("memory.max"), limits.memoryBytes());
      if (ControlFile.read(directory.resolve("memory.swap.max")).isPresent()) {
        ControlFile.write(directory.resolve("memory.swap.max"), orMax(swap));
      }
    }
    if (limits.memoryReservationBytes() != null && limits.memoryReservationBytes() > 0) {
      ControlFile.write(directory.resolve("memory.low"), limits.memoryReservationBytes());
    }
  }

  /** Swap alone, where version 1 (and Compose) count memory and swap together. */
  private static long swap(long memory, long both) {
    return both < 0 ? -1 : Math.max(0, both - memory);
  }

  /** Version 1's 2…262144 as 1…10000, so that the normal 1024 is the normal 100 (runc 1.3). */
  static long weight(long shares) {
    double log = Math.log(Math.clamp(shares, 2, 262_144)) / Math.log(2);
    double exponent = (log * log + 125 * log) / 612 - 7.0 / 34;
    return Math.clamp((long) Math.ceil(Math.pow(10, exponent)), 1, 10_000);
  }

  /** A new program on top of the old ones: all of them have to allow a device. */
  static void allowDevices(Path directory, List<DeviceRule> rules) {
    try (var cgroup = Fd.open(directory.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY)) {
      CgroupDevices.attach(cgroup, DeviceProgram.compile(rules));
    }
  }

  private static String orMax(long value) {
    return value < 0 ? MAX : Long.toString(value);
  }
}
