package dev.jstack.engine.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.container.RestartPolicy;
import dev.jstack.runtime.container.RestartPolicy.Condition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
  private static final RestartPolicy ALWAYS = new RestartPolicy(Condition.ALWAYS, 0);

  private final RestartBackoff backoff = new RestartBackoff(0);

  @Test
  void pausesDoubleFromATenthOfASecondToAMinute() {
    assertThat(pause(ALWAYS, 1, 0)).isEqualTo(100);
    assertThat(pause(ALWAYS, 1, 0)).isEqualTo(200);
    assertThat(pause(ALWAYS, 1, 0)).isEqualTo(400);
    for (int i = 0; i < 10; i++) {
      pause(ALWAYS, 1, 0);
    }
    assertThat(pause(ALWAYS, 1, 0)).isEqualTo(60_000);
  }

  @Test
  void tenSecondsUpStartTheRowAgain() {
    pause(ALWAYS, 1, 0);
    pause(ALWAYS, 1, 9_999);
    assertThat(pause(ALWAYS, 1, 10_000)).isEqualTo(100);
  }

  @Test
  void onFailureLeavesAProgramThatEndedWell() {
    RestartPolicy onFailure = new RestartPolicy(Condition.ON_FAILURE, 0);
    assertThat(backoff.afterExit(onFailure, 0, Duration.ZERO)).isEmpty();
    assertThat(backoff.afterExit(onFailure, 3, Duration.ZERO)).isPresent();
  }

  @Test
  void onFailureGivesUpAfterItsRetries() {
    RestartPolicy twice = new RestartPolicy(Condition.ON_FAILURE, 2);
    assertThat(backoff.afterExit(twice, 1, Duration.ZERO)).isPresent();
    assertThat(backoff.afterExit(twice, 1, Duration.ZERO)).isPresent();
    assertThat(backoff.afterExit(twice, 1, Duration.ZERO)).isEmpty();
    assertThat(backoff.restarts()).isEqualTo(2);
  }

  @Test
  void restartsBeforeAnEnginesDeathCount() {
    RestartPolicy twice = new RestartPolicy(Condition.ON_FAILURE, 2);
    assertThat(new RestartBackoff(2).afterExit(twice, 1, Duration.ZERO)).isEmpty();
  }

  @Test
  void noPolicyNeverRestarts() {
    assertThat(backoff.afterExit(RestartPolicy.NEVER, 1, Duration.ZERO)).isEmpty();
  }

  private long pause(RestartPolicy policy, int code, long ranMillis) {
    return backoff.afterExit(policy, code, Duration.ofMillis(ranMillis)).orElseThrow().toMillis();
  }
}
