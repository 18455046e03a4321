package dev.jstack.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashLogTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void theFirstCrashIsMadeGoodAtOnceTheSecondAfterAPause() throws IOException {
    var log = new CrashLog(directory);

    assertThat(log.record(NOON)).isZero();
    assertThat(log.record(NOON.plusSeconds(1))).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void theThirdWithinAMinuteIsTheLast() throws IOException {
    var log = new CrashLog(directory);
    log.record(NOON);
    log.record(NOON.plusSeconds(20));

    assertThatThrownBy(() -> log.record(NOON.plusSeconds(40)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("giving up");
  }

  @Test
  void crashesFarApartAreForgotten() throws IOException {
    var log = new CrashLog(directory);
    log.record(NOON);
    log.record(NOON.plusSeconds(50));

    assertThat(log.record(NOON.plusSeconds(120))).isZero();
  }
}
