package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupFeature;
import dev.jstack.runtime.cgroup.CgroupTuning;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldLimitsTest {
  private static final EnumSet<CgroupFeature> ALL = EnumSet.allOf(CgroupFeature.class);
  private static final EnumSet<CgroupFeature> NOTHING = EnumSet.noneOf(CgroupFeature.class);

  private static CgroupTuning tuning(@Nullable Long swappiness, @Nullable Integer weight) {
    var blocks = weight == null ? null : new BlockIo(weight, List.of(), List.of());
    return new CgroupTuning(null, null, null, null, null, swappiness, blocks);
  }

  private static final ResourceLimits MEMORY =
      new ResourceLimits(null, 512L, "0", 64L << 20, null, 32L << 20, 50L, true, tuning(0L, 300));

  @Test
  void aKernelWithEverythingHoldsEverything() {
    assertThat(HeldLimits.of(MEMORY, ALL)).isEqualTo(new HeldLimits(MEMORY, List.of()));
  }

  @Test
  void whatTheKernelLacksIsLeftOutAndTold() {
    var held =
        HeldLimits.of(
            MEMORY,
            EnumSet.complementOf(
                EnumSet.of(
                    CgroupFeature.SWAPPINESS,
                    CgroupFeature.OOM_KILL_DISABLE,
                    CgroupFeature.BLOCK_WEIGHT,
                    CgroupFeature.SWAP)));

    assertThat(held.warnings())
        .containsExactly(
            "Your kernel does not support OomKillDisable. OomKillDisable discarded.",
            "Your kernel does not support swap limit capabilities or the cgroup is not mounted."
                + " Memory limited without swap.",
            "Your kernel does not support memory swappiness capabilities or the cgroup is not"
                + " mounted. Memory swappiness discarded.",
            "Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight"
                + " discarded.");
    assertThat(held.limits())
        .isEqualTo(
            new ResourceLimits(
                null, 512L, "0", 64L << 20, -1L, 32L << 20, 50L, false, tuning(null, null)));
  }

  @Test
  void aKernelWithNothingSaysSoOfEachLimit() {
    var held = HeldLimits.of(MEMORY, NOTHING);

    assertThat(held.limits()).isEqualTo(ResourceLimits.none());
    assertThat(held.warnings()).hasSize(8).allMatch(text -> text.endsWith(" discarded."));
  }

  @Test
  void anUnlimitedContainerThatCannotBeKilledIsDangerous() {
    var limits =
        new ResourceLimits(null, null, null, null, null, null, null, true, CgroupTuning.NONE);
    assertThat(HeldLimits.of(limits, ALL))
        .isEqualTo(
            new HeldLimits(
                limits,
                List.of(
                    "OOM killer is disabled for the container, but no memory limit is set, this can"
                        + " result in the system running out of resources.")));
  }

  @Test
  void processorTimeIsNotLeftOut() {
    var cpus = new ResourceLimits(500_000_000L, null, null, null, null, null, null, false);
    var realTime =
        ResourceLimits.none().with(new CgroupTuning(null, null, null, 1000L, null, null, null));
    assertThatThrownBy(() -> HeldLimits.of(cpus, NOTHING))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("CFS");
    assertThatThrownBy(() -> HeldLimits.of(realTime, NOTHING))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("cpu_rt_runtime");
  }
}
