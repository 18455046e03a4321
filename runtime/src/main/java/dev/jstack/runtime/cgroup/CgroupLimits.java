package dev.jstack.runtime.cgroup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a cgroup may use; null means no limit, or no change.
 *
 * @param nanoCpus billionths of a core per second
 * @param cpuShares in version 1's scale, 1024 is normal
 * @param cpuset list of cores, {@code 0-2,5}
 * @param memoryBytes hard limit
 * @param memorySwapBytes memory and swap together, -1 for unlimited swap
 * @param memoryReservationBytes what is kept under pressure
 * @param pids processes and threads; 0 or less is unlimited
 * @param oomKillDisable version 1 only
 * @param tuning what few ask for
 * @param devices which device nodes may be used; null for all
 */
public record CgroupLimits(
    @Nullable Long nanoCpus,
    @Nullable Long cpuShares,
    @Nullable String cpuset,
    @Nullable Long memoryBytes,
    @Nullable Long memorySwapBytes,
    @Nullable Long memoryReservationBytes,
    @Nullable Long pids,
    boolean oomKillDisable,
    CgroupTuning tuning,
    @Nullable List<DeviceRule> devices) {
  public CgroupLimits {
    devices = devices == null ? null : List.copyOf(devices);
  }

  /** Without tuning. */
  public CgroupLimits(
      @Nullable Long nanoCpus,
      @Nullable Long cpuShares,
      @Nullable String cpuset,
      @Nullable Long memoryBytes,
      @Nullable Long memorySwapBytes,
      @Nullable Long memoryReservationBytes,
      @Nullable Long pids,
      boolean oomKillDisable,
      @Nullable List<DeviceRule> devices) {
    this(
        nanoCpus,
        cpuShares,
        cpuset,
        memoryBytes,
        memorySwapBytes,
        memoryReservationBytes,
        pids,
        oomKillDisable,
        CgroupTuning.NONE,
        devices);
  }

  /** No limit but on devices. */
  public static CgroupLimits onlyDevices(@Nullable List<DeviceRule> devices) {
    return new CgroupLimits(null, null, null, null, null, null, null, false, devices);
  }

  /** The hard limit of memory and swap together; unset it is twice the memory, as Docker has it. */
  long memoryAndSwap(long memory) {
    return memorySwapBytes == null || memorySwapBytes == 0 ? memory * 2 : memorySwapBytes;
  }
}
