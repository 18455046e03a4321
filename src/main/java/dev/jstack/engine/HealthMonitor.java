package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.ProbeSlots.Slot;
import dev.jstack.engine.supervise.HealthStatus;
import dev.jstack.engine.supervise.HealthTrack;
import dev.jstack.engine.supervise.ProbeResult;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Probes the running containers that have a health check, and keeps what the probes say. */
final class HealthMonitor {
  private static final Duration PAUSED_LOOK = Duration.ofSeconds(1);

  private final Workers workers;
  private final Changes changes;
  private final HealthProbe probe;
  private final ProbeSlots slots;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Set<String> urgent = ConcurrentHashMap.newKeySet();

  HealthMonitor(Workers workers, Changes changes, HealthProbe probe) {
    this.workers = workers;
    this.changes = changes;
    this.probe = probe;
    this.slots = new ProbeSlots(Runtime.getRuntime().availableProcessors(), workers.waiting());
  }

  /** Begins, now that it runs; does nothing for a container without a health check. */
  void watch(Container container) {
    HealthTests.of(container)
        .ifPresent(spec -> {
          var track = new HealthTrack(spec, Instant.now());
          var watch = new Watch(container, track);
          watches.put(container.id(), watch);
          watch.schedule();
        });
  }

  /** Ends, as it has. */
  void forget(Container container) {
    Watch watch = watches.remove(container.id());
    if (watch != null) {
      watch.end();
    }
  }

  /** Its probes go before others, as somebody waits for them. */
  void hurry(Container container) {
    urgent.add(container.id());
  }

  /** What is known; empty for one without a health check, or that doesn't run. */
  Optional<HealthReport> report(Container container) {
    return Optional.ofNullable(watches.get(container.id())).map(Watch::report);
  }

  /** The health of one run of a container. */
  private final class Watch {
    private final Container container;
    private final HealthTrack track;
    private @Nullable Future<?> timer;
    private boolean over;

    Watch(Container container, HealthTrack track) {
      this.container = container;
      this.track = track;
    }

    synchronized void schedule() {
      if (!over) {
        Duration pause = Duration.between(Instant.now(), track.due());
        timer = workers.after(pause, () -> slots.submit(hurried(), this::run));
      }
    }

    private boolean hurried() {
      return track.status() == HealthStatus.STARTING && urgent.contains(container.id());
    }

    synchronized void end() {
      over = true;
      urgent.remove(container.id());
      if (timer != null) {
        timer.cancel(false);
      }
    }

    synchronized HealthReport report() {
      return new HealthReport(
          track.status(), track.failingStreak(), track.probes(), track.results());
    }

    private synchronized boolean isOver() {
      return over;
    }

    private void run(Slot slot) {
      try (slot) {
        if (container.state().status() == Status.PAUSED) {
          var _ = workers.after(PAUSED_LOOK, this::schedule);
        } else if (!isOver()) {
          probe.run(container, track.timeout(), slot).ifPresent(this::take);
        }
      }
    }

    private void take(ProbeResult result) {
      boolean changed;
      synchronized (this) {
        if (over) {
          return;
        }
        changed = track.record(result, () -> ServedPorts.of(container).anyListened());
      }
      if (changed) {
        urgent.remove(container.id());
      }
      if (changed || !result.passed()) {
        changes.publish(container, changed ? Kind.HEALTH : Kind.PROBE);
      }
      if (changed) {
        changes.tell(container, "health_status: " + track.status(), Map.of());
      }
      schedule();
    }
  }
}
