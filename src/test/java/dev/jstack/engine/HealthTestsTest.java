package dev.jstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.image.Healthcheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTestsTest {
  private static final Healthcheck IMAGE =
      new Healthcheck(List.of("CMD", "probe"), 5_000_000_000L, 0, 0, 0, 7);

  @Test
  void theImagesCheckCountsWhereTheContainerHasNone() {
    assertThat(HealthTests.merged(null, IMAGE))
        .contains(new HealthSpec(List.of("CMD", "probe"), 5_000, 0, 7, 0, 0));
  }

  @Test
  void timesOfTheContainerGoOverTheImages() {
    HealthSpec own = new HealthSpec(List.of(), 1_000, 0, 0, 0, 0);
    assertThat(HealthTests.merged(own, IMAGE))
        .contains(new HealthSpec(List.of("CMD", "probe"), 1_000, 0, 7, 0, 0));
  }

  @Test
  void noneSwitchesTheImagesCheckOff() {
    assertThat(HealthTests.merged(new HealthSpec(List.of("NONE"), 0, 0, 0, 0, 0), IMAGE)).isEmpty();
  }

  @Test
  void withoutAnyCheckThereIsNone() {
    assertThat(HealthTests.merged(null, null)).isEmpty();
  }
}
