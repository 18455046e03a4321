package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.CgroupLimits;
import org.jspecify.annotations.Nullable;

/** Other limits for a container that exists; for its processes, too, if it runs. */
final class LimitChange {
  private final RuntimeParts parts;

  LimitChange(RuntimeParts parts) {
    this.parts = parts;
  }

  /** The container is locked. Nothing is stored that the kernel did not take. */
  void apply(Container container, ResourceLimits limits, @Nullable RestartPolicy restart) {
    var before = container.spec().limits();
    checkPeriods(before, limits);
    var held = parts.held(limits).limits();
    var merged = LimitPlan.merge(before, held);
    var plan = LimitPlan.of(merged, null);
    var run = container.run();
    if (run != null && !held.equals(ResourceLimits.none())) {
      limit(container, run, plan);
    }
    var spec = container.spec().withLimits(merged);
    var config = container.config();
    parts.store().save(container, config.with(restart == null ? spec : spec.withRestart(restart)));
  }

  /**
   * What joins from now on joins everything; what was on its way is gathered by whoever is last.
   */
  private void limit(Container container, Run run, CgroupLimits limits) {
    var wider = parts.cgroups().widen(run.cgroup(), limits);
    container.run(run.with(wider));
    parts.store().save(container, container.state(), wider.directories());
    wider.gather();
  }

  /** Both write the same files. */
  private static void checkPeriods(ResourceLimits before, ResourceLimits limits) {
    var tuning = limits.tuning();
    boolean cores = before.nanoCpus() != null && before.nanoCpus() > 0;
    if (cores && (tuning.cpuPeriodMicros() != null || tuning.cpuQuotaMicros() != null)) {
      throw new JstackException(
          "CPU period and quota cannot be updated: the container has a number of cpus",
          "use --cpus",
          null);
    }
  }
}
