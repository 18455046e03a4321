package dev.jstack.engine.supervise;

import dev.jstack.runtime.container.HealthSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The health of one running container, as a state machine which is told the time.
 *
 * <p>Probes at Docker's own times (an interval after the start, then an interval after the end of
 * the last one) decide. While the container is starting there are eager probes between them: the
 * first at once, then after pauses doubling from 20 ms. Their success counts, their failure
 * doesn't. A pause is never shorter than nine times the last probe, so that probing costs at most a
 * tenth of a core.
 *
 * <p>A test like {@code nginx -t} passes before the server listens, which nobody sees where the
 * first probe is late. So an eager success counts only when the container serves, or is as old as
 * its first probe would be with Docker's {@code start_interval}. Not thread-safe.
 */
public final class HealthTrack {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration WEAK_TESTS = Duration.ofSeconds(5);
  private static final int KEPT_RESULTS = 5;

  private final Schedule schedule;
  private final Instant started;
  private final Deque<ProbeResult> results = new ArrayDeque<>();
  private HealthStatus status = HealthStatus.STARTING;
  private int failingStreak;
  private int probes;
  private Duration pause = FIRST_PAUSE;
  private Instant nextEager;
  private Instant nextCounted;

  public HealthTrack(HealthSpec spec, Instant started) {
    this.schedule = Schedule.of(spec);
    this.started = started;
    this.nextEager = started;
    this.nextCounted = started.plus(schedule.pauseAt(Duration.ZERO, HealthStatus.STARTING));
  }

  /** When the next probe is due. */
  public Instant due() {
    boolean eager = status == HealthStatus.STARTING && nextEager.isBefore(nextCounted);
    return eager ? nextEager : nextCounted;
  }

  /** How long a probe may take before it is killed and counts as failed. */
  public Duration timeout() {
    return schedule.timeout();
  }

  /**
   * Takes a probe's result; true when the status changed by it.
   *
   * @param serves whether the container accepts what it is there for, as far as that is known
   */
  public boolean record(ProbeResult result, BooleanSupplier serves) {
    keep(result);
    HealthStatus before = status;
    boolean counted = !result.start().isBefore(nextCounted);
    boolean passed = result.passed() && (counted || isCredible(result) || serves.getAsBoolean());
    if (passed) {
      failingStreak = 0;
      status = HealthStatus.HEALTHY;
    } else if (!result.passed() && counted && !forgiven(result.end())) {
      failingStreak++;
      status = failingStreak >= schedule.retries() ? HealthStatus.UNHEALTHY : status;
    }
    plan(result, counted || passed);
    return status != before;
  }

  public HealthStatus status() {
    return status;
  }

  /** Counted failures in a row. */
  public int failingStreak() {
    return failingStreak;
  }

  /** All probes so far, eager ones too. */
  public int probes() {
    return probes;
  }

  /** The last five results, oldest first. */
  public List<ProbeResult> results() {
    return List.copyOf(results);
  }

  private void keep(ProbeResult result) {
    probes++;
    results.addLast(result);
    if (results.size() > KEPT_RESULTS) {
      results.removeFirst();
    }
  }

  private boolean isCredible(ProbeResult result) {
    return !result.start().isBefore(started.plus(WEAK_TESTS));
  }

  private boolean forgiven(Instant end) {
    return status == HealthStatus.STARTING
        && Duration.between(started, end).compareTo(schedule.startPeriod()) < 0;
  }

  private void plan(ProbeResult result, boolean counted) {
    Duration age = Duration.between(started, result.end());
    if (counted) {
      nextCounted = result.end().plus(schedule.pauseAt(age, status));
    }
    Duration gentle = Duration.between(result.start(), result.end()).multipliedBy(9);
    nextEager = result.end().plus(pause.compareTo(gentle) > 0 ? pause : gentle);
    pause = pause.compareTo(schedule.interval()) < 0 ? pause.multipliedBy(2) : pause;
  }

  /** The times of a {@link HealthSpec} with Docker's defaults filled in. */
  private record Schedule(
      Duration interval, Duration timeout, int retries, Duration startPeriod, Duration early) {
    static Schedule of(HealthSpec spec) {
      return new Schedule(
          millis(spec.intervalMillis(), 30_000),
          millis(spec.timeoutMillis(), 30_000),
          spec.retries() == 0 ? 3 : spec.retries(),
          Duration.ofMillis(spec.startPeriodMillis()),
          millis(spec.startIntervalMillis(), 5_000));
    }

    private static Duration millis(long value, long otherwise) {
      return Duration.ofMillis(value == 0 ? otherwise : value);
    }

    Duration pauseAt(Duration age, HealthStatus status) {
      boolean early = status == HealthStatus.STARTING && age.compareTo(startPeriod) < 0;
      return early ? this.early : interval;
    }
  }
}
