package dev.jstack.runtime.container;

import dev.jstack.runtime.cgroup.CgroupTuning;
import org.jspecify.annotations.Nullable;

/**
 * What a container may use; null means no limit (spec: the Compose names in brackets).
 *
 * @param nanoCpus billionths of a core per second [cpus]
 * @param cpuShares relative weight, 1024 is normal [cpu_shares]
 * @param cpuset cores it may run on [cpuset]
 * @param memoryBytes [mem_limit]
 * @param memorySwapBytes memory and swap together, -1 for unlimited swap [memswap_limit]
 * @param memoryReservationBytes [mem_reservation]
 * @param pids number of processes and threads; 0 or -1 is unlimited [pids_limit]
 * @param oomKillDisable cgroup v1 only
 * @param tuning what few ask for [cpu_quota, mem_swappiness, blkio_config, …]
 */
public record ResourceLimits(
    @Nullable Long nanoCpus,
    @Nullable Long cpuShares,
    @Nullable String cpuset,
    @Nullable Long memoryBytes,
    @Nullable Long memorySwapBytes,
    @Nullable Long memoryReservationBytes,
    @Nullable Long pids,
    boolean oomKillDisable,
    CgroupTuning tuning) {
  public ResourceLimits {
    tuning = tuning == null ? CgroupTuning.NONE : tuning;
  }

  /** Without tuning. */
  public ResourceLimits(
      @Nullable Long nanoCpus,
      @Nullable Long cpuShares,
      @Nullable String cpuset,
      @Nullable Long memoryBytes,
      @Nullable Long memorySwapBytes,
      @Nullable Long memoryReservationBytes,
      @Nullable Long pids,
      boolean oomKillDisable) {
    this(
        nanoCpus,
        cpuShares,
        cpuset,
        memoryBytes,
        memorySwapBytes,
        memoryReservationBytes,
        pids,
        oomKillDisable,
        CgroupTuning.NONE);
  }

  public static ResourceLimits none() {
    return new ResourceLimits(null, null, null, null, null, null, null, false);
  }

  /** The same with another tuning. */
  public ResourceLimits with(CgroupTuning other) {
    return new ResourceLimits(
        nanoCpus,
        cpuShares,
        cpuset,
        memoryBytes,
        memorySwapBytes,
        memoryReservationBytes,
        pids,
        oomKillDisable,
        other);
  }
}
