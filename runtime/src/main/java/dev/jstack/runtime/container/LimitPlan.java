package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.CgroupLimits;
import dev.jstack.runtime.cgroup.DeviceRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a container's limits by Docker's rules and hands them to its cgroup. */
final class LimitPlan {
  private static final long SMALLEST_MEMORY = 6L << 20;

  private LimitPlan() {}

  static CgroupLimits of(ResourceLimits limits, @Nullable List<DeviceRule> devices) {
    checkMemory(limits);
    return new CgroupLimits(
        limits.nanoCpus(),
        limits.cpuShares(),
        limits.cpuset() == null || limits.cpuset().isEmpty() ? null : limits.cpuset(),
        limits.memoryBytes(),
        limits.memorySwapBytes(),
        limits.memoryReservationBytes(),
        limits.pids(),
        limits.oomKillDisable(),
        devices);
  }

  private static void checkMemory(ResourceLimits limits) {
    long memory = orZero(limits.memoryBytes());
    long both = orZero(limits.memorySwapBytes());
    if (memory > 0 && memory < SMALLEST_MEMORY) {
      throw new JstackException("the memory limit must be at least 6 MiB, got " + memory);
    }
    if (both > 0 && memory == 0) {
      throw new JstackException("a limit of memory and swap needs a memory limit too");
    }
    if (both > 0 && both < memory) {
      throw new JstackException(
          "the limit of memory and swap together, "
              + both
              + ", is below that of memory, "
              + memory);
    }
    if (memory > 0 && orZero(limits.memoryReservationBytes()) > memory) {
      throw new JstackException("the memory reservation is above the memory limit");
    }
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  /** {@code changes} over {@code limits}; null fields stay. */
  static ResourceLimits merge(ResourceLimits limits, ResourceLimits changes) {
    return new ResourceLimits(
        or(changes.nanoCpus(), limits.nanoCpus()),
        or(changes.cpuShares(), limits.cpuShares()),
        changes.cpuset() == null ? limits.cpuset() : changes.cpuset(),
        or(changes.memoryBytes(), limits.memoryBytes()),
        or(changes.memorySwapBytes(), limits.memorySwapBytes()),
        or(changes.memoryReservationBytes(), limits.memoryReservationBytes()),
        or(changes.pids(), limits.pids()),
        changes.oomKillDisable() || limits.oomKillDisable());
  }

  private static @Nullable Long or(@Nullable Long first, @Nullable Long second) {
    return first == null ? second : first;
  }
}
