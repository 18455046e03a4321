package dev.jstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.cli.frame.Session;
import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.JstackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code jstack config -q} says about typical mistakes. {@code mistakes.cases} has for each
 * its files and the output; a run with GOLDEN_UPDATE=1 in the environment writes the outputs anew.
 */
class MistakesTest {
  private static final Path CASES =
      Path.of("test/resources/dev/jstack/cli/mistakes.cases").toAbsolutePath();
  private static final String CASE = "==== ";
  private static final String PART = "---- ";

  @TempDir private Path directory;

  @Test
  void eachMistakeIsToldWithItsPlaceAndWhatToDo() throws IOException {
    String golden = Files.readString(CASES);
    StringBuilder actual = new StringBuilder();
    int number = 0;
    for (String each : golden.split("(?m)^" + CASE, -1)) {
      if (!each.isEmpty()) {
        actual.append(again(each, directory.resolve(Integer.toString(number++))));
      }
    }
    if (System.getenv("GOLDEN_UPDATE") != null) {
      Files.writeString(CASES, actual);
    }
    assertThat(number).isGreaterThanOrEqualTo(60);
    assertThat(actual.toString()).isEqualTo(golden);
  }

  /** The case with the output that it has now. */
  private static String again(String text, Path home) throws IOException {
    int output = text.indexOf(PART + "output\n");
    String head = text.substring(0, output);
    for (var file : files(head).entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return CASE + head + PART + "output\n" + run(home).replace(home.toString(), "/project");
  }

  private static Map<String, String> files(String head) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String part : head.split("(?m)^" + PART + "file ", -1)) {
      int end = part.indexOf('\n');
      if (!files.isEmpty() || head.indexOf(part) > 0) {
        files.put(part.substring(0, end), part.substring(end + 1));
      }
    }
    return files;
  }

  private static String run(Path home) {
    var printed = new ByteArrayOutputStream();
    var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var invocation =
        new Invocation(
            List.of("config", "-q"),
            home,
            Map.of(),
            0022,
            InputStream.nullInputStream(),
            stream,
            stream,
            Terminal.none(),
            new Interrupts());
    var session = new Session(invocation, MistakesTest::none, MistakesTest::none);
    int code = new Parser(session, Verbs.ALL).run(invocation.arguments());
    return printed.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }

  private static <T> T none() {
    throw new JstackException("no engine");
  }
}
