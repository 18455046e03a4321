package dev.jstack.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneOffVariablesTest {
  @TempDir private Path directory;

  @Test
  void aNameAloneHasTheProjectsValueOrIsLeftOut() {
    assertThat(variables(List.of("KNOWN", "UNKNOWN", "GIVEN=x=y"), List.of()))
        .containsExactlyInAnyOrderEntriesOf(Map.of("KNOWN", "of the project", "GIVEN", "x=y"));
  }

  @Test
  void filesHaveTheGrammarOfDotEnvAndTheFirstOneCounts() throws IOException {
    Files.writeString(directory.resolve("a"), "QUOTED=\"two words\" # remark\nLATER=${GIVEN}!\n");
    Files.writeString(directory.resolve("b"), "QUOTED=other\nGIVEN=other\n");

    assertThat(variables(List.of("GIVEN=option"), List.of("a", "b")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("QUOTED", "two words", "LATER", "option!", "GIVEN", "option"));
  }

  private Map<String, String> variables(List<String> options, List<String> files) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var invocation =
        new Invocation(
            List.of(),
            directory,
            Map.of(),
            0022,
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Terminal.none(),
            new Interrupts());
    return new OneOffVariables(invocation, Map.of("KNOWN", "of the project")).all(options, files);
  }
}
