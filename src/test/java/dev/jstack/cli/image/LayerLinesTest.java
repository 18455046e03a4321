package dev.jstack.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void withoutATerminalEachChangeIsALine() {
    try (var lines = new LayerLines(out, Terminal.none(), false)) {
      lines.on("aaa", "Pulling fs layer", 0, 0);
      lines.on("aaa", "Downloading", 5, 10);
      lines.on("aaa", "Pull complete", 0, 0);
      lines.on("aaa", "Pull complete", 0, 0);
    }

    assertThat(text()).isEqualTo("aaa: Pulling fs layer\naaa: Pull complete\n");
  }

  @Test
  void onATerminalALayerIsDrawnOver() {
    try (var lines = new LayerLines(out, window(100, 24), true)) {
      lines.on("aaa", "Downloading", 5, 10);
      lines.on("bbb", "Waiting", 0, 0);
      lines.on("aaa", "Pull complete", 0, 0);
    }

    assertThat(screen()).containsExactly("aaa: Pull complete", "bbb: Waiting");
    assertThat(text()).contains("aaa: Downloading [" + "=".repeat(25) + ">" + " ".repeat(24) + "]");
  }

  @Test
  void theBarFitsTheWindowAndNoLineIsLonger() {
    try (var lines = new LayerLines(out, window(80, 24), true)) {
      lines.on("0123456789ab", "Downloading", 123_456_789, 234_567_890);
    }
    try (var lines = new LayerLines(out, window(30, 24), true)) {
      lines.on("0123456789ab", "Downloading", 123_456_789, 234_567_890);
    }

    assertThat(screen()).first().asString().contains("=>").hasSizeLessThan(80);
    assertThat(screen()).last().isEqualTo("0123456789ab: Downloading 123");
  }

  @Test
  void layersThatAreDoneLeaveALowWindow() {
    try (var lines = new LayerLines(out, window(80, 4), true)) {
      for (int i = 0; i < 6; i++) {
        lines.on("layer" + i, "Waiting", 0, 0);
      }
      for (int i = 5; i >= 0; i--) {
        lines.on("layer" + i, "Pull complete", 0, 0);
      }
      lines.on("layer5", "Pull complete", 0, 0);
    }

    assertThat(screen())
        .containsExactlyInAnyOrder(
            "layer0: Pull complete",
            "layer1: Pull complete",
            "layer2: Pull complete",
            "layer3: Pull complete",
            "layer4: Pull complete",
            "layer5: Pull complete");
  }

  private static Terminal window(int columns, int rows) {
    Terminal none = Terminal.none();
    return new Terminal() {
      @Override
      public boolean isTerminal(Stream stream) {
        return true;
      }

      @Override
      public Size size() {
        return new Size(columns, rows);
      }

      @Override
      public Restore raw() {
        return none.raw();
      }

      @Override
      public void onResize(Runnable listener) {
        // It stays as it is.
      }
    };
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a terminal shows that understands "up", "erase to the end of the line", CR and LF. */
  private List<String> screen() {
    var lines = new ArrayList<String>();
    int row = 0;
    for (String part : text().split("(?=\u001b\\[\\d+A)|(?<=\n)|(?<=A)(?=\r)", -1)) {
      if (part.startsWith("\u001b")) {
        row -= Integer.parseInt(part.replaceAll("\\D", ""));
      } else if (part.endsWith("\n")) {
        String line = part.replace("\r", "").replace("\u001b[K", "").strip();
        if (row < lines.size()) {
          lines.set(row, line);
        } else {
          lines.add(line);
        }
        row++;
      }
    }
    return lines;
  }
}
