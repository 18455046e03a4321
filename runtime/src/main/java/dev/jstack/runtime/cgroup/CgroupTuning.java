package dev.jstack.runtime.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a cgroup that few ask for; null leaves the kernel's default.
 *
 * @param cpuPeriodMicros length of the period of {@code cpuQuotaMicros}, 100 000 by default
 * @param cpuQuotaMicros processor time in each period; -1 is unlimited
 * @param realTimePeriodMicros version 1 only, and only in kernels with real-time groups
 * @param realTimeRuntimeMicros likewise
 * @param memoryNodes list of memory nodes, {@code 0-1}
 * @param swappiness 0…100, version 1 only
 * @param blockIo shares and limits of block devices
 */
public record CgroupTuning(
    @Nullable Long cpuPeriodMicros,
    @Nullable Long cpuQuotaMicros,
    @Nullable Long realTimePeriodMicros,
    @Nullable Long realTimeRuntimeMicros,
    @Nullable String memoryNodes,
    @Nullable Long swappiness,
    @Nullable BlockIo blockIo) {
  public static final CgroupTuning NONE =
      new CgroupTuning(null, null, null, null, null, null, null);

  /** The same with another real-time budget. */
  public CgroupTuning withRealTimeRuntime(long micros) {
    return new CgroupTuning(
        cpuPeriodMicros,
        cpuQuotaMicros,
        realTimePeriodMicros,
        micros,
        memoryNodes,
        swappiness,
        blockIo);
  }

  boolean hasCpu() {
    return cpuPeriodMicros != null
        || cpuQuotaMicros != null
        || realTimePeriodMicros != null
        || realTimeRuntimeMicros != null;
  }
}
