package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginsTest {
  @TempDir private Path directory;

  @Test
  void eachValueTellsWhereItComesFromAndWhatItReplaced() throws IOException {
    write(".env", "TAG=1.27\n");
    write("web.env", "# first\nLEVEL=trace\n");
    write(
        "base.yaml",
        """
        x-common: &common
          restart: always
        services:
          base:
            image: nginx:${TAG}
            environment: {LEVEL: info}
        """);
    write(
        "compose.yaml",
        """
        x-common: &common
          restart: always
        services:
          web:
            <<: *common
            extends: {file: base.yaml, service: base}
            env_file: web.env
            environment: {LEVEL: debug, HOME: }
            ports: ["${PORT:-80}:80"]
        """);
    write(
        "compose.override.yaml",
        """
        services:
          web:
            restart: "no"
        """);

    LoadedProject project = load();

    assertThat(Origins.of(project, project.canonical()).yaml(project.canonical()))
        .contains(
            """
                environment:
                  HOME: /home/me # compose.yaml:8:38; from variable HOME, the environment
                  LEVEL: debug # compose.yaml:8:26; replaces "info" at base.yaml:6:26; replaces "trace" at web.env:2:1
                image: nginx:1.27 # base.yaml:5:12; from variable TAG, .env:1:1; extended at compose.yaml:6:5
            """)
        .contains("published: \"80\" # compose.yaml:9:13; from variable PORT, not set\n")
        .contains(
            "restart: \"no\" # compose.override.yaml:3:14; replaces \"always\" at compose.yaml:2:12\n");
  }

  @Test
  void mergedAliasedAndIncludedValuesSayHowTheyCame() throws IOException {
    write("db.yaml", "services: {db: {image: postgres}}\n");
    write(
        "compose.yaml",
        """
        include: [db.yaml]
        x-common: &common
          logging: {options: {max-size: 10m}}
        x-hosts: &hosts ["a=1.2.3.4"]
        services:
          web: {image: nginx, <<: *common, extra_hosts: *hosts}
        """);

    LoadedProject project = load();

    assertThat(Origins.of(project, project.canonical()).yaml(project.canonical()))
        .contains("image: postgres # db.yaml:1:24; included at compose.yaml:1:11\n")
        .contains("max-size: 10m # compose.yaml:3:33; merged by \"<<\" at compose.yaml:6:23\n")
        .contains("- a=1.2.3.4 # compose.yaml:4:18; an alias at compose.yaml:6:36\n");
  }

  @Test
  void errorsTellTheWayOfABadValue() throws IOException {
    write("local.env", "\nPORT=http\n");
    write("compose.yaml", "services: {web: {image: nginx, ports: [\"${PORT}:80\"]}}\n");

    assertThatThrownBy(() ->
            ProjectLoader.load(
                new LoadRequest(
                    directory,
                    Map.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    List.of("local.env"),
                    List.of(),
                    List.of(),
                    false)))
        .hasMessageContaining(
            "compose.yaml:1:40: services.web.ports[0]: invalid host port \"http\"")
        .hasMessageEndingWith("; from variable PORT, local.env:2:1");
  }

  private LoadedProject load() {
    return ProjectLoader.load(LoadRequest.in(directory, Map.of("HOME", "/home/me")));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
