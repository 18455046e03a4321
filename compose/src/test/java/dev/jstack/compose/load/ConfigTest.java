package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code config/x.yaml} (with {@code x.override.yml} if there is one) prints as {@code x.config},
 * which docker compose wrote; its version is in the first line.
 */
class ConfigTest {
  static List<String> cases() {
    return Golden.cases("config");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsWhatDockerComposePrints(String name) {
    String expected = Golden.read(Golden.file("config", name + ".config"));
    String body = expected.substring(expected.indexOf('\n') + 1);
    assertThat(config(name)).isEqualTo(body);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsPrintedLoadsToTheSameAgain(String name) {
    LoadedProject first = ProjectLoader.load(request(name));
    String printed = ConfigWriter.yaml(first.canonical());
    LoadRequest again = Golden.request("config", "-");
    LoadedProject second = ProjectLoader.load(again.withStandardInput(printed));
    assertThat(ConfigWriter.yaml(second.canonical())).isEqualTo(printed);
  }

  private static String config(String name) {
    String yaml = ConfigWriter.yaml(ProjectLoader.load(request(name)).canonical());
    return yaml.replace(String.valueOf(Golden.file("config", "x").getParent()), "/project");
  }

  private static LoadRequest request(String name) {
    Path override = Golden.file("config", name + ".override.yml");
    return Files.exists(override)
        ? Golden.request("config", name + ".yaml", name + ".override.yml")
        : Golden.request("config", name + ".yaml");
  }
}
