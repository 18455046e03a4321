package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "999, 999B",
    "1000, 1kB",
    "4261550, 4.26MB",
    "72800000, 72.8MB",
    "120000000, 120MB",
    "1210000000, 1.21GB"
  })
  void sizesHaveThreeDigits(long bytes, String text) {
    assertThat(Human.size(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, Less than a second",
    "1, 1 second",
    "59, 59 seconds",
    "60, About a minute",
    "119, About a minute",
    "120, 2 minutes",
    "3599, 59 minutes",
    "3600, About an hour",
    "7200, 2 hours",
    "172800, 2 days",
    "1209600, 2 weeks"
  })
  void durationsReadAsDockersDo(long seconds, String text) {
    assertThat(Human.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"short, short", "exactlyten, exactlyten", "elevenchars, elevencha…"})
  void longTextLosesItsEnd(String text, String shown) {
    assertThat(Human.shortened(text, 10)).isEqualTo(shown);
  }

  @Test
  void whatIsQuotedIsOnOneLine() {
    assertThat(Human.quoted("say \"é\"\n\tand \\ \u001b…"))
        .isEqualTo("\"say \\\"é\\\"\\n\\tand \\\\ \\x1b…\"");
  }
}
