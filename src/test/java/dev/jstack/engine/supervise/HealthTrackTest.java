package dev.jstack.engine.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.container.HealthSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class HealthTrackTest {
  private static final BooleanSupplier SERVES = () -> true;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theFirstProbeIsDueAtOnce() {
    assertThat(track(1_000, 3, 0).due()).isEqualTo(START);
  }

  @Test
  void eagerProbesPauseTwiceAsLongEachTime() {
    HealthTrack track = track(1_000, 3, 0);
    assertThat(failuresUntil(track, 1_000)).containsExactly(0L, 20L, 60L, 140L, 300L, 620L, 1000L);
  }

  @Test
  void aContainerIsProbedForever() {
    HealthTrack track = track(2_000, 3, 0);
    for (int probe = 0; probe < 1_000; probe++) {
      track.record(passed(Duration.between(START, track.due()).toMillis()), SERVES);
    }
    assertThat(track.due()).isEqualTo(START.plusMillis(1_000 * 2_000));
  }

  @Test
  void eagerFailuresDoNotCount() {
    HealthTrack track = track(1_000, 1, 0);
    failuresUntil(track, 700);
    assertThat(track.status()).isEqualTo(HealthStatus.STARTING);
    assertThat(track.failingStreak()).isZero();
  }

  @Test
  void failuresAtDockersTimesMakeItUnhealthy() {
    HealthTrack track = track(1_000, 2, 0);
    failuresUntil(track, 1_000);
    assertThat(track.failingStreak()).isEqualTo(1);
    failuresUntil(track, 2_000);
    assertThat(track.status()).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void anEagerSuccessMakesItHealthyAndTheNextProbeWaitsAnInterval() {
    HealthTrack track = track(30_000, 3, 0);
    assertThat(track.record(passed(5), SERVES)).isTrue();
    assertThat(track.status()).isEqualTo(HealthStatus.HEALTHY);
    assertThat(track.due()).isEqualTo(START.plusMillis(30_005));
  }

  @Test
  void anEarlySuccessDoesNotCountBeforeItServes() {
    HealthTrack track = track(30_000, 3, 0);
    assertThat(track.record(passed(0), () -> false)).isFalse();
    assertThat(track.status()).isEqualTo(HealthStatus.STARTING);
    assertThat(track.due()).isEqualTo(START.plusMillis(20));
    assertThat(track.record(passed(20), SERVES)).isTrue();
  }

  @Test
  void aTestThatPassesFromDockersFirstProbeOnIsBelieved() {
    HealthTrack track = track(1_000, 3, 0);
    assertThat(track.record(passed(999), () -> false)).isFalse();
    assertThat(track.record(passed(1_000), () -> false)).isTrue();
  }

  @Test
  void whatServesNothingKnownIsBelievedAfterFiveSeconds() {
    HealthTrack track = track(30_000, 3, 0);
    assertThat(track.record(passed(4_999), () -> false)).isFalse();
    assertThat(track.record(passed(5_000), () -> false)).isTrue();
  }

  @Test
  void failuresInTheStartPeriodAreForgiven() {
    HealthTrack track = track(100, 1, 10_000);
    failuresUntil(track, 9_000);
    assertThat(track.status()).isEqualTo(HealthStatus.STARTING);
  }

  @Test
  void theStartPeriodEndsWithTheFirstSuccess() {
    HealthTrack track = track(1_000, 1, 60_000);
    track.record(passed(0), SERVES);
    track.record(failed(1_000), SERVES);
    assertThat(track.status()).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void aSlowProbeIsNotRepeatedEagerly() {
    HealthTrack track = track(30_000, 3, 0);
    track.record(new ProbeResult(START, START.plusMillis(100), 1, ""), SERVES);
    assertThat(track.due()).isEqualTo(START.plusMillis(1_000));
  }

  @Test
  void onlyTheLastFiveResultsAreKept() {
    HealthTrack track = track(60_000, 3, 0);
    failuresUntil(track, 3_000);
    assertThat(track.results()).hasSize(5);
    assertThat(track.probes()).isGreaterThan(5);
  }

  private static HealthTrack track(long interval, int retries, long startPeriod) {
    List<String> test = List.of("CMD", "true");
    return new HealthTrack(new HealthSpec(test, interval, 0, retries, startPeriod, 0), START);
  }

  /** Fails every probe that is due up to {@code millis} after the start; returns their times. */
  private static List<Long> failuresUntil(HealthTrack track, long millis) {
    List<Long> times = new ArrayList<>();
    while (!track.due().isAfter(START.plusMillis(millis))) {
      long at = Duration.between(START, track.due()).toMillis();
      times.add(at);
      track.record(failed(at), SERVES);
    }
    return times;
  }

  private static ProbeResult failed(long at) {
    return new ProbeResult(START.plusMillis(at), START.plusMillis(at), 1, "refused");
  }

  private static ProbeResult passed(long at) {
    return new ProbeResult(START.plusMillis(at), START.plusMillis(at), 0, "");
  }
}
