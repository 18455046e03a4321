package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.image.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepClockTest {
  private static final Digest KEY = Digest.of(new byte[] {1});
  private static final Digest OTHER = Digest.of(new byte[] {2});

  @Test
  void equalInputsMakeEqualTimesAndOthersOthers() {
    var clock = new StepClock(null, null);
    assertThat(clock.after(KEY)).isEqualTo(new StepClock(null, null).after(KEY));
    assertThat(clock.after(KEY)).isNotEqualTo(clock.after(OTHER));
  }

  @Test
  void timesGrowFromStepToStepAndFromTheBase() {
    var base = Instant.parse("2024-05-06T07:08:09.5Z");
    var clock = new StepClock(base, null);
    var first = clock.after(KEY);
    clock.advance(first);
    assertThat(first).isAfter(base).isBefore(base.plusSeconds(3 * 3600));
    assertThat(clock.after(OTHER)).isAfter(first);
  }

  @Test
  void noTimeIsInTheFutureThoughTheBaseIsNew() {
    var base = Instant.parse("2024-05-06T07:08:09Z");
    assertThat(StepClock.on(base)).isEqualTo(Instant.parse("2024-04-29T07:08:09Z"));
    assertThat(StepClock.on(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    assertThat(StepClock.on(null)).isNull();
  }

  @Test
  void sourceDateEpochReplacesThemAll() {
    var fixed = Instant.ofEpochSecond(1000);
    assertThat(new StepClock(null, fixed).after(KEY)).isEqualTo(fixed);
    assertThat(new StepClock(null, fixed).now()).isEqualTo(fixed);
  }
}
