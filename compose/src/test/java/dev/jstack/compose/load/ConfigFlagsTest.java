package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code config/x.yaml} prints as {@code x.<flag>}, which docker compose wrote with that flag; its
 * version is in the first line.
 */
class ConfigFlagsTest {
  private static final Leave WRITTEN = new Leave(true, false, false, false);
  private static final Leave NO_DEFAULTS = new Leave(false, true, false, false);
  private static final Leave NO_PATHS = new Leave(false, false, true, false);

  @ParameterizedTest
  @CsvSource({
    "networks, no-normalize",
    "networks, no-interpolate",
    "networks, no-path-resolution",
    "networks, json",
    "lifecycle, no-normalize",
    "lifecycle, no-interpolate",
    "lifecycle, no-path-resolution",
    "lifecycle, json",
    "build, no-normalize",
    "build, no-interpolate",
    "build, no-path-resolution",
    "build, json",
    "forms, no-interpolate",
    "scalars, no-normalize",
    "scalars, json",
  })
  void printsWhatDockerComposePrints(String name, String flag) {
    String golden = Golden.read(Golden.file("config", name + "." + flag));
    String expected = golden.substring(golden.indexOf('\n') + 1);
    assertThat(config(Golden.request("config", name + ".yaml"), flag)).isEqualTo(expected);
  }

  private static String config(LoadRequest request, String flag) {
    String text =
        switch (flag) {
          case "no-normalize" -> ProjectLoader.partial(request, NO_DEFAULTS).yaml();
          case "no-interpolate" -> ProjectLoader.partial(request, WRITTEN).yaml();
          case "no-path-resolution" -> ProjectLoader.partial(request, NO_PATHS).yaml();
          default -> ConfigWriter.json(ProjectLoader.load(request).canonical());
        };
    Path home = Golden.file("config", "x").getParent();
    return text.replace(String.valueOf(home), "/project");
  }
}
