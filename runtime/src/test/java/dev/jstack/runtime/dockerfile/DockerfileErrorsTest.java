package dev.jstack.runtime.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad Dockerfiles with what is said about them: {@code x.Dockerfile} and {@code x.errors}. */
class DockerfileErrorsTest {
  private static final Path CASES = Path.of("src/test/resources/dev/jstack/runtime/dockerfile");

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

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsReportedWithItsPlace(String name) throws IOException {
    var text = Files.readString(CASES.resolve(name + ".Dockerfile"));
    var error =
        catchThrowableOfType(
            SourceException.class, () -> Dockerfile.parse(text, name + ".Dockerfile"));
    var problems =
        error.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")) + "\n";
    assertThat(problems).isEqualTo(Files.readString(CASES.resolve(name + ".errors")));
  }
}
