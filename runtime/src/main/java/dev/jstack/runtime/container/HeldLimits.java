package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupFeature;
import dev.jstack.runtime.cgroup.CgroupTuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits as far as this kernel has what holds them. What it lacks is left out and told, in Docker's
 * words (moby, verifyPlatformContainerResources); without a CPU quota or real-time budget nothing
 * would be as it was meant, so those are errors.
 *
 * @param warnings a sentence for each that was left out, or is dangerous
 */
record HeldLimits(ResourceLimits limits, List<String> warnings) {
  private static final BlockIo NO_BLOCK_IO = new BlockIo(null, List.of(), List.of());

  HeldLimits {
    warnings = List.copyOf(warnings);
  }

  static HeldLimits of(ResourceLimits asked, Set<CgroupFeature> kernel) {
    return new Selection(kernel).of(asked);
  }

  private record Selection(Set<CgroupFeature> kernel, List<String> warnings) {
    Selection(Set<CgroupFeature> kernel) {
      this(kernel, new ArrayList<>());
    }

    HeldLimits of(ResourceLimits asked) {
      requireTime(asked);
      var memory = capable(CgroupFeature.MEMORY, asked.memoryBytes(), "memory limit", "Limitation");
      boolean oomKillDisable = oomKillDisable(asked, memory);
      var limits =
          new ResourceLimits(
              asked.nanoCpus(),
              held(CgroupFeature.CPU_SHARES, asked.cpuShares(), "CPU shares", "Shares"),
              held(CgroupFeature.CPUSET, asked.cpuset(), "cpuset", "Cpuset"),
              memory,
              swap(memory, asked.memorySwapBytes()),
              capable(
                  CgroupFeature.RESERVATION,
                  asked.memoryReservationBytes(),
                  "memory soft limit",
                  "Limitation"),
              capable(CgroupFeature.PIDS, asked.pids(), "PIDs limit", "PIDs limit"),
              oomKillDisable,
              tuning(asked.tuning()));
      return new HeldLimits(limits, warnings);
    }

    private void requireTime(ResourceLimits asked) {
      var tuning = asked.tuning();
      if (isGiven(asked.nanoCpus()) && !kernel.contains(CgroupFeature.CPU_QUOTA)) {
        throw new JstackException(
            "cpus can't be limited: this kernel does not support the CPU CFS scheduler, or its"
                + " cgroup is not mounted");
      }
      if ((isGiven(tuning.realTimePeriodMicros()) || isGiven(tuning.realTimeRuntimeMicros()))
          && !kernel.contains(CgroupFeature.REAL_TIME)) {
        throw new JstackException(
            "this kernel does not support real-time budgets (cpu_rt_period, cpu_rt_runtime): only"
                + " some have them, with cgroup version 1");
      }
    }

    private @Nullable Long swap(@Nullable Long memory, @Nullable Long both) {
      boolean limited = isGiven(memory) && (both == null || both != -1);
      if (!limited || kernel.contains(CgroupFeature.SWAP)) {
        return both;
      }
      warnings.add(
          "Your kernel does not support swap limit capabilities or the cgroup is not mounted."
              + " Memory limited without swap.");
      return -1L;
    }

    private boolean oomKillDisable(ResourceLimits asked, @Nullable Long memory) {
      if (asked.oomKillDisable() && !kernel.contains(CgroupFeature.OOM_KILL_DISABLE)) {
        warnings.add("Your kernel does not support OomKillDisable. OomKillDisable discarded.");
        return false;
      }
      if (asked.oomKillDisable() && !isGiven(memory)) {
        warnings.add(
            "OOM killer is disabled for the container, but no memory limit is set, this can result"
                + " in the system running out of resources.");
      }
      return asked.oomKillDisable();
    }

    private CgroupTuning tuning(CgroupTuning asked) {
      return new CgroupTuning(
          quota(asked.cpuPeriodMicros(), "period"),
          quota(asked.cpuQuotaMicros(), "quota"),
          asked.realTimePeriodMicros(),
          asked.realTimeRuntimeMicros(),
          held(CgroupFeature.CPUSET, asked.memoryNodes(), "cpuset", "Cpuset"),
          swappiness(asked.swappiness()),
          blocks(asked.blockIo()));
    }

    private @Nullable Long quota(@Nullable Long value, String what) {
      return held(CgroupFeature.CPU_QUOTA, value, "CPU CFS scheduler's " + what, "CPU CFS " + what);
    }

    /** 0 is a value of it. */
    private @Nullable Long swappiness(@Nullable Long value) {
      if (value == null || kernel.contains(CgroupFeature.SWAPPINESS)) {
        return value;
      }
      warnings.add(lacks("memory swappiness capabilities", "Memory swappiness"));
      return null;
    }

    private @Nullable BlockIo blocks(@Nullable BlockIo asked) {
      if (asked == null) {
        return null;
      }
      var weight = held(CgroupFeature.BLOCK_WEIGHT, asked.weight(), "Block I/O weight", "Weight");
      var weights =
          held(
              CgroupFeature.BLOCK_WEIGHT,
              asked.weights(),
              "Block I/O weight_device",
              "Weight-device");
      var rates =
          held(CgroupFeature.BLOCK_RATE, asked.rates(), "Block I/O limits", "Block I/O limits");
      var left =
          new BlockIo(
              weight, weights == null ? List.of() : weights, rates == null ? List.of() : rates);
      return left.equals(NO_BLOCK_IO) ? null : left;
    }

    private <T> @Nullable T capable(
        CgroupFeature feature, @Nullable T value, String what, String discarded) {
      return held(feature, value, what + " capabilities", discarded);
    }

    private <T> @Nullable T held(
        CgroupFeature feature, @Nullable T value, String what, String discarded) {
      if (!isGiven(value) || kernel.contains(feature)) {
        return value;
      }
      warnings.add(lacks(what, discarded));
      return null;
    }

    private static String lacks(String what, String discarded) {
      return "Your kernel does not support "
          + what
          + " or the cgroup is not mounted. "
          + discarded
          + " discarded.";
    }

    private static boolean isGiven(@Nullable Object value) {
      return switch (value) {
        case null -> false;
        case Number number -> number.longValue() > 0;
        case List<?> list -> !list.isEmpty();
        case String text -> !text.isEmpty();
        default -> true;
      };
    }
  }
}
