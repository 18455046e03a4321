package dev.jstack.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Signal;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Interrupts interrupts = new Interrupts();

  @Test
  void aMistakeOfTheUsersIsOneLineWithWhatToDo() {
    var failure = new JstackException("port 80 is taken by nginx (pid 7)", "stop it first", null);

    assertThat(report(failure)).isEqualTo(1);
    assertThat(text()).isEqualTo("jstack: port 80 is taken by nginx (pid 7); stop it first\n");
  }

  @Test
  void problemsInFilesShowTheirLinesAndACaret() throws IOException {
    Files.writeString(directory.resolve("compose.yaml"), "services:\n\tweb:\n    port: 80\n");
    var failure =
        new SourceException(
            List.of(
                new Problem(new SourceLocation("compose.yaml", 2, 2), "a tab", "use spaces"),
                new Problem(
                    new SourceLocation("compose.yaml", 3, 5).through("from variable KEY, .env:3"),
                    "unknown option \"port\"",
                    "did you mean \"ports\"?",
                    "JS101"),
                new Problem(SourceLocation.of("other.yaml"), "no such file")));

    assertThat(report(failure)).isEqualTo(1);
    assertThat(text())
        .isEqualTo(
            """
            compose.yaml:2:2: a tab
              2 | \tweb:
                | \t^ use spaces
            compose.yaml:3:5: unknown option "port" [JS101]
              3 |     port: 80
                |     ^ did you mean "ports"?
                | from variable KEY, .env:3
            other.yaml: no such file
            see: jstack explain JS101
            """);
  }

  @Test
  void aBugPrintsWhereItIs() {
    assertThat(report(new IllegalStateException("impossible"))).isEqualTo(1);
    assertThat(text())
        .startsWith("jstack: internal error: java.lang.IllegalStateException: impossible\n")
        .contains("ErrorsTest");
  }

  @Test
  void anInterruptedCommandEndsQuietlyLikeAnyProgram() {
    interrupts.raise(Signal.INT);

    assertThat(report(new JstackException("cannot wait", new InterruptedException())))
        .isEqualTo(130);
    assertThat(text()).isEmpty();
  }

  private int report(Throwable failure) {
    var err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var invocation =
        new Invocation(
            List.of(),
            directory,
            Map.of(),
            0022,
            InputStream.nullInputStream(),
            err,
            err,
            Terminal.none(),
            interrupts);
    return new Errors(new Session(invocation, ErrorsTest::none, ErrorsTest::none)).report(failure);
  }

  private static <T> T none() {
    throw new JstackException("no engine");
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
