package dev.jstack.compose.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.compose.plan.ObservedState.Image;
import dev.jstack.runtime.JstackException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullRuleTest {
  private static Optional<String> reason(String policy, @Nullable Image here) {
    return new PullRule("web", "redis:7", policy).reason(here);
  }

  private static Image aged(@Nullable Duration age) {
    return new Image("sha256:1", null, age);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "if_not_present", "always", "daily", "every_5m", "build"})
  void anImageThatIsNotHereIsPulled(String policy) {
    assertThat(reason(policy, null)).contains("not here yet");
  }

  @Test
  void anImageThatIsNeverPulledMustBeHere() {
    assertThat(reason("never", aged(null))).isEmpty();
    assertThatThrownBy(() -> reason("never", null))
        .isInstanceOf(JstackException.class)
        .hasMessage("service \"web\": no such image: redis:7");
  }

  @ParameterizedTest
  @CsvSource({
    "missing,  1000000, false",
    "refresh,  1000000, false",
    "always,         0, true",
    "daily,      86399, false",
    "daily,      86401, true",
    "weekly,    604799, false",
    "weekly,    604801, true",
    "every_1h30m, 5399, false",
    "every_1h30m, 5401, true",
    "every_2w,  1209601, true"
  })
  void anImageThatIsHereIsPulledWhenItIsTooOld(String policy, long seconds, boolean pulled) {
    assertThat(reason(policy, aged(Duration.ofSeconds(seconds))).isPresent()).isEqualTo(pulled);
  }

  @Test
  void anImageOfNoRegistryIsAsOldAsCanBe() {
    assertThat(reason("daily", aged(null))).contains("pull_policy: daily");
    assertThat(reason("missing", aged(null))).isEmpty();
  }
}
