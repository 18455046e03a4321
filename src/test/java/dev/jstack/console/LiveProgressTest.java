package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LiveProgress progress =
      new LiveProgress(
          new PrintStream(err, true, StandardCharsets.UTF_8),
          "up",
          Terminal.none(),
          Palette.PLAIN,
          clock::get);

  @Test
  void everyResourceHasItsRowWithTheTimeAtTheRight() {
    progress.on(Event.working("Container p-db-1", "Starting"));
    progress.on(Event.working("Container p-web-1", "Creating"));
    clock.set(1_250_000_000);
    progress.on(Event.done("Container p-db-1", "Healthy"));
    clock.set(2_000_000_000);

    assertThat(plain(progress.picture(24)))
        .isEqualTo(
            """
            [+] up 1/2
             ✔ Container p-db-1   Healthy                                              1.2s
             ⠋ Container p-web-1  Creating                                             2.0s
            """);
  }

  @Test
  void thePictureIsDrawnOverTheOneBefore() {
    progress.on(Event.working("Network p_default", "Creating"));
    progress.picture(24);

    assertThat(progress.picture(24)).contains("\u001b[2A");
  }

  @Test
  void whatDoesNotFitIsFoldedFinishedRowsFirst() {
    progress.on(Event.done("one", "Started"));
    progress.on(Event.working("two", "Starting"));
    progress.on(Event.done("three", "Started"));
    progress.on(Event.working("four", "Starting"));

    assertThat(plain(progress.picture(4)))
        .contains("[+] up 2/4")
        .contains("two", "four")
        .doesNotContain("one", "three");
  }

  @Test
  void theEndShowsAllRowsAndTheCursor() {
    progress.on(Event.error("Container p-db-1", "Error", "exited (1)"));
    progress.close();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("✘ Container p-db-1  Error exited (1)")
        .endsWith("\u001b[?25h");
  }

  private static String plain(String picture) {
    return picture.replaceAll("\u001b\\[[0-9?]*[a-zA-Z]|\r", "");
  }
}
