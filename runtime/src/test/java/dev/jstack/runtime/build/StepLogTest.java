package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepLogTest {
  private static final String TOO_FAST = "[output clipped, log limit 200KiB/s reached]";
  private static final String TOO_LONG = "[output clipped, log limit 2MiB reached]";
  private static final int SECOND = 200 << 10;

  private final List<String> shown = new ArrayList<>();
  private final StepLog log = new StepLog(shown::add);

  private void print(int bytes, int second) {
    for (int done = 0; done < bytes; done += 1024) {
      log.line("x".repeat(1023), Duration.ofSeconds(second));
    }
  }

  private void print(String line, int second) {
    log.line(line, Duration.ofSeconds(second));
  }

  @Test
  void aUsualLogIsShownWhole() {
    print(SECOND, 0);
    print(SECOND, 1);
    assertThat(shown).hasSize(400).doesNotContain(TOO_FAST);
  }

  @Test
  void aBurstIsCutAndWhatComesLaterIsShown() {
    print(2 * SECOND, 0);
    print("later", 2);
    assertThat(shown).hasSize(202).endsWith(TOO_FAST, "later");
  }

  @Test
  void afterTwoMebibytesNothingIsShown() {
    print(2 << 20, 20);
    print("more", 20);
    print("end", 90);
    assertThat(shown).hasSize(2049).endsWith(TOO_LONG);
  }

  @Test
  void aFailedStepShowsTheEndOfWhatWasLeftOut() {
    print(4 * SECOND, 0);
    print("the reason", 0);
    log.failed();
    assertThat(shown.subList(200, 201)).containsExactly(TOO_FAST);
    assertThat(shown).hasSize(201 + 256).endsWith("the reason");
  }

  @Test
  void aFailedStepWithoutMuchOutputShowsNothingTwice() {
    print("the reason", 0);
    log.failed();
    assertThat(shown).containsExactly("the reason");
  }
}
