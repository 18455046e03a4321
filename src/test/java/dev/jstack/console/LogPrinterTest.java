package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.console.LogPrinter.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogPrinterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void namesArePaddedToTheLongestThatIsShown() {
    var printer = printer(false, List.of("db-1", "web-1"));
    line(printer, "db-1");
    assertThat(bytes).hasToString("db-1   | text\n");
  }

  @Test
  void aServiceHasTheSameColourWhateverElseIsShown() {
    line(printer(true, List.of("web-1")), "web-1");
    String alone = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    line(printer(true, List.of("dba-1", "web-1")), "web-2");
    assertThat(bytes).hasToString(alone.replace("web-1", "web-2"));
  }

  @Test
  void theHeadingComesBeforeTheFirstLineAndOnlyOnce() {
    var printer = printer(false, List.of("db-1"));
    printer.heading("Attaching to db-1");
    line(printer, "db-1");
    printer.begin();
    assertThat(bytes).hasToString("Attaching to db-1\ndb-1  | text\n");
  }

  private LogPrinter printer(boolean colors, List<String> shown) {
    return new LogPrinter(out, new Style(colors, true, false), shown, List.of("web", "db", "dba"));
  }

  private static void line(LogPrinter printer, String name) {
    printer.line(name, "", "text".getBytes(StandardCharsets.UTF_8));
  }
}
