package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
  private static final String SHOW_CURSOR = "\u001b[?25h";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicInteger hidden = new AtomicInteger();
  private final Terminal terminal =
      new Terminal() {
        @Override
        public boolean isTerminal(Stream stream) {
          return true;
        }

        @Override
        public Size size() {
          return Size.DEFAULT;
        }

        @Override
        public Restore raw() {
          return () -> {};
        }

        @Override
        public void onResize(Runnable listener) {}

        @Override
        public Restore hiddenCursor() {
          hidden.set(1);
          return () -> hidden.set(0);
        }
      };

  private LiveBlock block(LiveBlock.Content content) {
    return new LiveBlock(
        new PrintStream(err, true, StandardCharsets.UTF_8), terminal, "test", content);
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void awaitPicture() {
    await().until(() -> shown().contains("one"));
  }

  @Test
  void theCursorIsHiddenUntilTheEnd() {
    var block = block((_, finished) -> List.of(finished ? "last" : "one"));
    block.begin();
    awaitPicture();
    assertThat(hidden).hasValue(1);
    block.end();
    assertThat(shown()).endsWith("last\u001b[K\n\u001b[J" + SHOW_CURSOR);
    assertThat(hidden).hasValue(0);
  }

  @Test
  void theCursorComesBackWhateverHappens() {
    var block =
        block((_, finished) -> {
          if (finished) {
            throw new IllegalStateException("no last picture");
          }
          return List.of("one");
        });
    block.begin();
    awaitPicture();
    assertThatThrownBy(block::end).hasMessage("no last picture");
    assertThat(shown()).endsWith(SHOW_CURSOR);
    assertThat(hidden).hasValue(0);
  }

  @Test
  void whatNeverHadAnythingToShowLeavesNoTrace() {
    var block = block((_, _) -> List.of());
    block.begin();
    block.end();
    block.end();
    assertThat(shown()).isEmpty();
  }

  @Test
  void aShorterPictureLeavesNothingOfTheOneBefore() {
    var lines = new AtomicInteger(3);
    var block = block((_, _) -> List.of("a", "b", "c").subList(0, lines.get()));
    block.picture(24, false);
    lines.set(1);
    assertThat(block.picture(24, false)).isEqualTo("\u001b[?25l\u001b[3A\ra\u001b[K\n\u001b[J");
  }
}
