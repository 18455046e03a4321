package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Limits as version 1 files (cgroup-v1/*.rst). */
final class V1Limits {
  private static final long PERIOD_MICROS = 100_000;

  private final Map<String, Path> directories;

  V1Limits(Map<String, Path> directories) {
    this.directories = directories;
  }

  /** The controllers that a cgroup with these limits needs directories in. */
  static List<String> controllers(CgroupLimits limits) {
    var names = new ArrayList<>(List.of("freezer", "memory", "cpuacct", "blkio"));
    if (limits.nanoCpus() != null || limits.cpuShares() != null || limits.tuning().hasCpu()) {
      names.add("cpu");
    }
    if (limits.cpuset() != null || limits.tuning().memoryNodes() != null) {
      names.add("cpuset");
    }
    if (limits.pids() != null && limits.pids() > 0) {
      names.add("pids");
    }
    if (limits.devices() != null) {
      names.add("devices");
    }
    return names;
  }

  /** Fails if the machine lacks a controller that somebody asked a limit of. */
  static void requireControllers(CgroupLimits limits, Set<String> available) {
    for (String controller : controllers(limits)) {
      boolean measuresOnly =
          controller.equals("cpuacct")
              || controller.equals("devices")
              || (controller.equals("blkio") && limits.tuning().blockIo() == null)
              || (controller.equals("memory") && limits.memoryBytes() == null);
      if (!measuresOnly && !available.contains(controller)) {
        throw new JstackException(
            "cannot limit " + controller + ": this machine has no cgroup controller for it");
      }
    }
  }

  void write(CgroupLimits limits) {
    writeCpu(limits);
    writeMemory(limits);
    if (limits.cpuset() != null) {
      ControlFile.write(file("cpuset", "cpuset.cpus"), limits.cpuset());
    }
    if (limits.tuning().memoryNodes() != null) {
      ControlFile.write(file("cpuset", "cpuset.mems"), limits.tuning().memoryNodes());
    }
    if (limits.tuning().blockIo() != null) {
      BlockFiles.ofVersion1(file("blkio", "")).write(limits.tuning().blockIo());
    }
    if (limits.pids() != null && directories.containsKey("pids")) {
      ControlFile.write(
          file("pids", "pids.max"), limits.pids() > 0 ? limits.pids().toString() : "max");
    }
    if (limits.devices() != null && directories.containsKey("devices")) {
      allowDevices(file("devices", ""), limits.devices());
    }
  }

  private void writeCpu(CgroupLimits limits) {
    if (limits.nanoCpus() != null) {
      long quota = limits.nanoCpus() * PERIOD_MICROS / 1_000_000_000;
      ControlFile.write(file("cpu", "cpu.cfs_period_us"), PERIOD_MICROS);
      ControlFile.write(file("cpu", "cpu.cfs_quota_us"), quota <= 0 ? -1 : quota);
    }
    if (limits.cpuShares() != null && limits.cpuShares() > 0) {
      ControlFile.write(file("cpu", "cpu.shares"), limits.cpuShares());
    }
    var tuning = limits.tuning();
    if (tuning.cpuPeriodMicros() != null && tuning.cpuPeriodMicros() != 0) {
      ControlFile.write(file("cpu", "cpu.cfs_period_us"), tuning.cpuPeriodMicros());
    }
    if (tuning.cpuQuotaMicros() != null && tuning.cpuQuotaMicros() != 0) {
      ControlFile.write(file("cpu", "cpu.cfs_quota_us"), tuning.cpuQuotaMicros());
    }
    if (tuning.realTimePeriodMicros() != null) {
      writeRealTime("cpu.rt_period_us", tuning.realTimePeriodMicros());
    }
    if (tuning.realTimeRuntimeMicros() != null) {
      writeRealTime("cpu.rt_runtime_us", tuning.realTimeRuntimeMicros());
    }
  }

  /** A cgroup can only hand down what it has. */
  private void writeRealTime(String name, long micros) {
    var file = file("cpu", name);
    if (micros == 0 && !Files.exists(file)) {
      return;
    }
    var above = Objects.requireNonNull(file.getParent()).resolveSibling(name);
    if (ControlFile.number(above) < micros) {
      ControlFile.tryWrite(above, Long.toString(micros));
    }
    ControlFile.write(file, micros);
  }

  private void writeMemory(CgroupLimits limits) {
    if (limits.memoryBytes() != null && limits.memoryBytes() > 0) {
      writeMemoryAndSwap(limits.memoryBytes(), limits.memoryAndSwap(limits.memoryBytes()));
    }
    if (limits.memoryReservationBytes() != null && limits.memoryReservationBytes() > 0) {
      ControlFile.write(
          file("memory", "memory.soft_limit_in_bytes"), limits.memoryReservationBytes());
    }
    if (limits.tuning().swappiness() != null) {
      ControlFile.write(file("memory", "memory.swappiness"), limits.tuning().swappiness());
    }
    if (limits.oomKillDisable()) {
      ControlFile.write(file("memory", "memory.oom_control"), 1);
    }
  }

  /** Memory may never be above memory and swap, so a higher limit starts with the latter. */
  private void writeMemoryAndSwap(long memory, long memoryAndSwap) {
    var limit = file("memory", "memory.limit_in_bytes");
    var both = file("memory", "memory.memsw.limit_in_bytes");
    if (!Files.exists(both)) {
      ControlFile.write(limit, memory);
      return;
    }
    long old = ControlFile.number(both);
    boolean raise = old != 0 && (memoryAndSwap < 0 || memoryAndSwap > old);
    if (raise) {
      ControlFile.write(both, memoryAndSwap);
    }
    ControlFile.write(limit, memory);
    if (!raise) {
      ControlFile.write(both, memoryAndSwap);
    }
  }

  static void allowDevices(Path directory, List<DeviceRule> rules) {
    ControlFile.write(directory.resolve("devices.deny"), "a");
    for (var rule : rules) {
      ControlFile.write(directory.resolve("devices.allow"), rule.toString());
    }
  }

  private Path file(String controller, String name) {
    var directory = directories.get(controller);
    if (directory == null) {
      throw new JstackException(
          "cannot change the " + controller + " limit while the container runs",
          "it had none when it was started: set it, then start the container again",
          null);
    }
    return directory.resolve(name);
  }
}
