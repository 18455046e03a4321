package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupLimits;
import dev.jstack.runtime.cgroup.CgroupTuning;
import dev.jstack.runtime.cgroup.DeviceRule;
import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.linux.OwnUser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a container's limits by Docker's rules and hands them to its cgroup. */
final class LimitPlan {
  private static final long SMALLEST_MEMORY = 6L << 20;
  private static final long MOST_SHARES = 1 << 18;

  private LimitPlan() {}

  private static final int CAP_SYS_NICE = 23;

  /** Who may choose real-time scheduling has no such time unless it is asked for, as in Docker. */
  static CgroupLimits of(ContainerSpec spec, @Nullable List<DeviceRule> devices) {
    var limits = spec.limits();
    var isolation = spec.isolation();
    boolean mayChoose =
        isolation.privileged()
            || CapabilitySet.resolve(isolation.capAdd(), isolation.capDrop()).has(CAP_SYS_NICE)
            || isolation.ulimits().stream().anyMatch(limit -> limit.name().equals("rtprio"));
    return of(
        mayChoose && limits.tuning().realTimeRuntimeMicros() == null
            ? limits.with(limits.tuning().withRealTimeRuntime(0))
            : limits,
        devices);
  }

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
        limits.tuning(),
        OwnUser.isConfined() ? null : devices);
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
    if (within(limits.memoryReservationBytes(), SMALLEST_MEMORY)) {
      throw new JstackException(
          "the memory reservation must be at least 6 MiB, got " + limits.memoryReservationBytes());
    }
    checkShares(limits.cpuShares());
    if (limits.cpuset() != null || limits.tuning().memoryNodes() != null) {
      HostCores.ofThisMachine().check(limits);
    }
    checkTuning(limits);
  }

  private static boolean within(@Nullable Long value, long end) {
    return value != null && value > 0 && value < end;
  }

  private static void checkShares(@Nullable Long shares) {
    if (shares != null && (shares < 0 || shares == 1 || shares > MOST_SHARES)) {
      throw new JstackException(
          "cpu_shares: expected 2 to " + MOST_SHARES + ", or 0 for the default, got " + shares);
    }
  }

  private static void checkTuning(ResourceLimits limits) {
    var tuning = limits.tuning();
    within("mem_swappiness", tuning.swappiness(), 0, 100);
    within("cpu_period", nonZero(tuning.cpuPeriodMicros()), 1_000, 1_000_000);
    var quota = nonZero(tuning.cpuQuotaMicros());
    within("cpu_quota", quota != null && quota == -1 ? null : quota, 1_000, Long.MAX_VALUE);
    if (limits.nanoCpus() != null && (quota != null || nonZero(tuning.cpuPeriodMicros()) != null)) {
      throw new JstackException("cpus and cpu_quota or cpu_period exclude each other");
    }
    long runtime = orZero(tuning.realTimeRuntimeMicros());
    long period = orZero(tuning.realTimePeriodMicros());
    if (period > 0 && runtime > period) {
      throw new JstackException("cpu_rt_runtime cannot be higher than cpu_rt_period");
    }
    var blocks = tuning.blockIo();
    if (blocks != null) {
      within("blkio weight", nonZero(blocks.weight()), 10, 1000);
      blocks.weights().forEach(w -> within("blkio weight", (long) w.weight(), 10, 1000));
    }
  }

  private static @Nullable Long nonZero(@Nullable Number value) {
    return value == null || value.longValue() == 0 ? null : Long.valueOf(value.longValue());
  }

  private static void within(String name, @Nullable Long value, long least, long most) {
    if (value != null && (value < least || value > most)) {
      var upTo = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw new JstackException(name + ": expected " + upTo + ", got " + value);
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
        or(changes.cpuset(), limits.cpuset()),
        or(changes.memoryBytes(), limits.memoryBytes()),
        or(changes.memorySwapBytes(), limits.memorySwapBytes()),
        or(changes.memoryReservationBytes(), limits.memoryReservationBytes()),
        or(changes.pids(), limits.pids()),
        changes.oomKillDisable() || limits.oomKillDisable(),
        merge(limits.tuning(), changes.tuning()));
  }

  private static CgroupTuning merge(CgroupTuning tuning, CgroupTuning changes) {
    return new CgroupTuning(
        or(changes.cpuPeriodMicros(), tuning.cpuPeriodMicros()),
        or(changes.cpuQuotaMicros(), tuning.cpuQuotaMicros()),
        or(changes.realTimePeriodMicros(), tuning.realTimePeriodMicros()),
        or(changes.realTimeRuntimeMicros(), tuning.realTimeRuntimeMicros()),
        or(changes.memoryNodes(), tuning.memoryNodes()),
        or(changes.swappiness(), tuning.swappiness()),
        merge(tuning.blockIo(), changes.blockIo()));
  }

  private static @Nullable BlockIo merge(@Nullable BlockIo blocks, @Nullable BlockIo changes) {
    if (blocks == null || changes == null) {
      return or(changes, blocks);
    }
    return new BlockIo(
        or(changes.weight(), blocks.weight()),
        changes.weights().isEmpty() ? blocks.weights() : changes.weights(),
        changes.rates().isEmpty() ? blocks.rates() : changes.rates());
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
