package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shells themselves complete what was typed so far. */
@Tag("root")
class CompletionScenario {
  private static final Path FISH = Path.of("/usr/bin/fish");
  private static final String COMPOSE =
      """
      services:
        web: {image: host}
        store: {image: host}
      """;

  private final Lab lab = new Lab();

  @AfterEach
  void end() throws IOException {
    lab.close();
  }

  @Test
  void fishCompletesOptionsServicesAndFiles() throws IOException {
    assumeTrue(Files.isExecutable(FISH), "fish is not installed");
    Path stack = lab.stack("compose.yaml", COMPOSE);

    assertThat(fish(stack, "jstack compose up --abort-on-container-e"))
        .isEqualTo("--abort-on-container-exit\n");
    assertThat(fish(stack, "jstack compose up ")).isEqualTo("store\nweb\n");
    assertThat(fish(stack, "jstack compose -f co")).isEqualTo("compose.yaml\n");
  }

  private String fish(Path directory, String typed) {
    String script = "jstack completion fish | source; complete -C \"" + typed + "\"";
    return lab.shell("cd " + directory + " && " + FISH + " --no-config -c '" + script + "'")
        .ok()
        .out();
  }
}
