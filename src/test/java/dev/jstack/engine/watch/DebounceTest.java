package dev.jstack.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.engine.watch.Debounce.Pace;
import dev.jstack.runtime.linux.RawPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebounceTest {
  private static final List<RawPath> A = List.of(RawPath.of("a"));
  private static final List<RawPath> B = List.of(RawPath.of("b"));

  private final Debounce debounce =
      new Debounce(new Pace(Duration.ofMillis(40), Duration.ofMillis(250)));

  @Test
  void nothingIsDueWithoutChanges() {
    assertThat(debounce.due()).isEmpty();
    assertThat(debounce.isDue(at(1000))).isFalse();
  }

  @Test
  void aChangeIsDueAfterSilence() {
    debounce.add(A, at(100));

    assertThat(debounce.isDue(at(139))).isFalse();
    assertThat(debounce.isDue(at(140))).isTrue();
  }

  @Test
  void everyFurtherChangeBeginsTheSilenceAnew() {
    debounce.add(A, at(100));
    debounce.add(B, at(130));

    assertThat(debounce.due()).hasValue(at(170));
    assertThat(debounce.take()).containsExactly(RawPath.of("a"), RawPath.of("b"));
  }

  @Test
  void aBusyTreeCannotPutItOffForEver() {
    for (int time = 0; time <= 240; time += 30) {
      debounce.add(A, at(time));
    }

    assertThat(debounce.due()).hasValue(at(250));
  }

  @Test
  void whatWasTakenDoesNotComeAgain() {
    debounce.add(A, at(0));
    debounce.take();
    debounce.add(B, at(300));

    assertThat(debounce.due()).hasValue(at(340));
    assertThat(debounce.take()).containsExactly(RawPath.of("b"));
  }

  @Test
  void aClockThatOverflowsIsNoMatter() {
    debounce.add(A, Long.MAX_VALUE);

    assertThat(debounce.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(debounce.isDue(Long.MAX_VALUE + at(40))).isTrue();
  }

  private static long at(long millis) {
    return millis * 1_000_000;
  }
}
