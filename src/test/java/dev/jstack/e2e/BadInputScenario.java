package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake gets one clear error with its place, and leaves nothing behind. */
@Tag("root")
class BadInputScenario {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services: {web: {image: host, comand: x}}      | comand       | did you mean \"command\"",
        "services: {web: {image: host, ports: 80}}      | compose.yaml:1:38 | ports",
        "services: {web: {image: host, networks: [x]}}  | compose.yaml:1 | undefined network",
        "services: {web: {image: host, volumes: ['x:/x']}} | compose.yaml:1 | undefined volume",
        "services: {web: {image: host, depends_on: [x]}} | compose.yaml:1 | undefined service",
        "services: {web: {image: host, stop_grace_period: 30}} | compose.yaml:1 | stop_grace_period",
        "services: {web: {image: host, stop_grace_period: '30'}} | compose.yaml:1 | missing unit",
        "services: {web: {image: '${NEEDED:?set it}'}}  | NEEDED       | set it",
        "services: {web: {image: 'no/such:image'}}      | no/such:image | web",
        "services: {web: {image: host, profiles: [x]}}  | no service selected | web",
      })
  void isRefusedBeforeAnythingStarts(String yaml, String place, String problem) throws IOException {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", yaml.strip() + "\n");
      var result = lab.jstack(stack, "up", "-d").fails();
      assertThat(result.err()).contains(place.strip()).contains(problem.strip());
      assertThat(lab.jstack(stack, "ps", "-aq").out()).isBlank();
    }
  }

  @Test
  void aDependencyCycleIsSpelledOut() throws IOException {
    try (var lab = new Lab()) {
      Path stack =
          lab.stack(
              "compose.yaml",
              """
              services:
                a: {image: host, depends_on: [b]}
                b: {image: host, depends_on: [a]}
              """);
      assertThat(lab.jstack(stack, "up", "-d").fails().err())
          .contains("dependency cycle detected: a -> b -> a");
    }
  }

  @Test
  void aPortInUseNamesItsHolder() throws IOException {
    try (var lab = new Lab()) {
      Path first = lab.stack("compose.yaml", published("first"));
      Path second = lab.stack("compose.yaml", published("second"));
      lab.jstack(first, "up", "-d").ok();
      assertThat(lab.jstack(second, "up", "-d").fails().err()).contains("18081", "first-web-1");
      assertThat(lab.jstack(second, "ps", "-aq").ok().out()).isBlank();
    }
  }

  @Test
  void aFailingBuildStepShowsItsLine() throws IOException {
    try (var lab = new Lab()) {
      Path stack =
          lab.stack(
              "compose.yaml",
              "services: {web: {build: .}}\n",
              "Dockerfile",
              "FROM host\nRUN echo before\nRUN exit 3\n");
      assertThat(lab.jstack(stack, "up", "-d").fails().err())
          .contains("Dockerfile:3", "exit code: 3");
    }
  }

  @Test
  void aMissingCopySourceShowsItsLine() throws IOException {
    try (var lab = new Lab()) {
      Path stack =
          lab.stack(
              "compose.yaml",
              "services: {web: {build: .}}\n",
              "Dockerfile",
              "FROM scratch\nCOPY nothing /\n");
      assertThat(lab.jstack(stack, "up", "-d").fails().err()).contains("Dockerfile:2", "nothing");
    }
  }

  private static String published(String project) {
    return """
    name: %s
    services:
      web:
        image: host
        command: [sleep, infinity]
        ports: ["18081:80"]
    """
        .formatted(project);
  }
}
