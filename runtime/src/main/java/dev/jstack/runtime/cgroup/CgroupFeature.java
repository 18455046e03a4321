package dev.jstack.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of limit that a kernel may have or lack. */
public enum CgroupFeature {
  CPU_QUOTA("cpu", "cpu.cfs_quota_us", "cpu.max"),
  CPU_SHARES("cpu", "cpu.shares", "cpu.weight"),
  CPUSET("cpuset", "cpuset.cpus", "cpuset.cpus"),
  REAL_TIME("cpu", "cpu.rt_runtime_us", null),
  MEMORY("memory", "memory.limit_in_bytes", "memory.max"),
  SWAP("memory", "memory.memsw.limit_in_bytes", "memory.swap.max"),
  RESERVATION("memory", "memory.soft_limit_in_bytes", "memory.low"),
  SWAPPINESS("memory", "memory.swappiness", null),
  OOM_KILL_DISABLE("memory", "memory.oom_control", null),
  PIDS("pids", "cgroup.procs", "pids.max"),
  BLOCK_RATE("blkio", "blkio.throttle.read_bps_device", "io.max"),
  /** Shares of block devices, which only some of their schedulers give. */
  BLOCK_WEIGHT("blkio", "blkio.weight", "io.weight");

  private static final Path DEVICES = Path.of("/sys/block");

  private final String controller;
  private final String first;
  private final String second;

  /** Files that are there if the kernel has it; null where version 2 has nothing like it. */
  CgroupFeature(String controller, String first, @Nullable String second) {
    this.controller = controller;
    this.first = first;
    this.second = second == null ? "" : second;
  }

  /** {@code bases} are version 1 directories by controller. */
  static Set<CgroupFeature> ofVersion1(Map<String, Path> bases) {
    var found = EnumSet.noneOf(CgroupFeature.class);
    for (var feature : values()) {
      var base = bases.get(feature.controller);
      if (base != null && Files.exists(base.resolve(feature.first))) {
        found.add(feature);
      }
    }
    var blkio = bases.get("blkio");
    if (blkio != null && Files.exists(blkio.resolve("blkio.bfq.io_serviced")) && hasBfq(DEVICES)) {
      found.add(BLOCK_WEIGHT);
    }
    return found;
  }

  /** {@code directory} is a cgroup that has what its children may have; not the root. */
  static Set<CgroupFeature> ofVersion2(Path directory) {
    var found = EnumSet.noneOf(CgroupFeature.class);
    for (var feature : values()) {
      if (!feature.second.isEmpty() && Files.exists(directory.resolve(feature.second))) {
        found.add(feature);
      }
    }
    if (Files.exists(directory.resolve("io.bfq.weight")) && hasBfq(DEVICES)) {
      found.add(BLOCK_WEIGHT);
    }
    return found;
  }

  /** Whether a device has the one scheduler that knows cgroups; the one in use is in brackets. */
  static boolean hasBfq(Path devices) {
    try (var all = Files.newDirectoryStream(devices)) {
      for (var device : all) {
        var scheduler = ControlFile.read(device.resolve("queue/scheduler"));
        if (scheduler.filter(text -> text.contains("[bfq]")).isPresent()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
