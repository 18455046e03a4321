package dev.jstack.runtime.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dockerfiles with the warnings that Docker 28 has for them: {@code x.Dockerfile}, {@code
 * x.warnings}.
 */
class LintTest {
  private static final Path CASES =
      Path.of("src/test/resources/dev/jstack/runtime/dockerfile/lint");

  static Stream<String> cases() throws IOException {
    try (var files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".Dockerfile"))
          .map(name -> name.substring(0, name.length() - ".Dockerfile".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<String> warnings(Dockerfile file) {
    return file.checks().kept(file.warnings()).stream()
        .map(problem -> problem.location().line() + " " + problem.message())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void warningsAreBuildKits(String name) throws IOException {
    var file = Dockerfile.parse(Files.readString(CASES.resolve(name + ".Dockerfile")), name);
    assertThat(warnings(file))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(CASES.resolve(name + ".warnings")));
  }

  @Test
  void rulesHaveTheTitlesAndAddressesOfTheirPages() {
    assertThat(LintRule.JSON_ARGS_RECOMMENDED.title()).isEqualTo("JSONArgsRecommended");
    assertThat(LintRule.FROM_AS_CASING.address())
        .isEqualTo("https://docs.docker.com/go/dockerfile/rule/from-as-casing/");
  }

  @Test
  void aWarningEndsTheBuildWhenTheFileSaysSo() {
    var file = Dockerfile.parse("# check=error=true;skip=A\nFROM a AS B\n", "Dockerfile");
    var kept = file.checks().kept(file.warnings());
    assertThatThrownBy(() -> file.checks().enforce(kept))
        .hasMessage("lint violation found for rules: StageNameCasing");
    assertThatThrownBy(() -> Dockerfile.parse("# check=nope\nFROM a\n", "Dockerfile"))
        .hasMessageContaining("invalid check option \"nope\"");
  }
}
