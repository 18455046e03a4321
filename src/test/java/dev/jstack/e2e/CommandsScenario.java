package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one does to a container that runs: copy, look, change, explain. */
@Tag("root")
class CommandsScenario {
  private static final String STACK =
      """
      services:
        web:
          image: host
          command: sleep 1000
          init: true
          healthcheck: {test: "true", interval: 1h}
          volumes: [data:/data]
      volumes:
        data:
      """;

  private static final String GENTLE =
      """
      services:
        other: {image: host, command: sleep 1000, init: true}
        web:
          image: host
          command: [bash, -c, "trap 'sleep 0.5; exit 7' TERM; echo ready; while :; do sleep 0.1; done"]
      """;

  private static final String RETURNING =
      "services: {web: {image: host, command: sleep 1000, init: true, restart: always}}";

  @Test
  void aRunningServiceIsCopiedFromLookedAtAndChanged() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack("compose.yaml", STACK, "in/a", "content", "in/sub/b", "more");
      lab.jstack(here, "up", "-d").ok();
      String name = lab.jstack(here, "ps", "--format", "{{.Name}}").ok().out().strip();

      lab.jstack(here, "cp", "in", "web:/data").ok();
      lab.jstack(here, "cp", "web:/data/in/.", "out").ok();
      assertThat(here.resolve("out/sub/b")).hasContent("more");
      assertThat(lab.jstack(here, "cp", "web:/none", "out").fails().err())
          .contains("could not find the file \"/none\" in container " + name);

      lab.jstack(here, "exec", "-T", "web", "touch", "/etc/new").ok();
      assertThat(lab.jstack(here, "diff", name).ok().out().lines()).contains("A /etc/new");

      lab.jstack(here, "update", "-m", "64m", "--pids-limit", "50", name).ok();
      assertThat(inspect(lab, here, "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}", name))
          .isEqualTo("67108864 50");

      assertThat(lab.jstack(here, "explain", "web").ok().out())
          .contains("\"" + name + "\" is a Linux process: number ")
          .contains("NAMESPACES", "memory", "seccomp, mode 2", "# your program takes the place");
      lab.jstack(here, "restart").ok();
      assertThat(events(lab, here, name))
          .containsSubsequence(
              "create",
              "start",
              "extract-to-dir",
              "archive-path",
              "exec_create",
              "exec_die",
              "update",
              "kill",
              "stop",
              "start",
              "restart")
          .containsSubsequence("exec_create", "exec_start", "exec_die", "health_status");
    }
  }

  @Test
  void whatASignalOfTheUsersEndsStaysDown() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack("compose.yaml", RETURNING);
      lab.jstack(here, "-p", "named", "up", "-d").ok();
      Path elsewhere = lab.stack("compose.yaml", "services: {other: {image: host}}");
      lab.jstack(elsewhere, "-p", "named", "kill", "-s", "INT", "web").ok();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() ->
              assertThat(
                      lab.jstack(elsewhere, "-p", "named", "ps", "-a", "--format", "{{.State}}")
                          .ok()
                          .out())
                  .isEqualTo("exited\n"));
      lab.jstack(elsewhere, "-p", "named", "down").ok();
      assertThat(lab.jstack(here, "-p", "named", "ps", "-aq").ok().out()).isEmpty();
    }
  }

  @Test
  void oneKeyPressEndsGentlyWhatThisUpIsAbout() throws IOException, InterruptedException {
    try (var lab = new Lab()) {
      Path here = lab.stack("compose.yaml", GENTLE);
      lab.jstack(here, "up", "-d", "other").ok();
      Path output = here.resolve("output");
      Process up = lab.start(here, output, "up", "web");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(output).content().contains("| ready"));
      // "timeout" and npm, for example, make two signals of one.
      lab.shell("kill -INT %1$d; kill -INT %1$d".formatted(up.pid()));

      assertThat(up.waitFor()).isEqualTo(130);
      assertThat(
              lab.jstack(here, "ps", "-a", "--format", "{{.Service}} {{.ExitCode}} {{.State}}")
                  .out())
          .isEqualTo("other 0 running\nweb 7 exited\n");
    }
  }

  @Test
  void inspectHasEveryKeyThatDockersHas() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack();
      lab.jstack(here, "container", "create", "--name", "one", "host", "true").ok();

      var found = new TreeSet<String>();
      byte[] json = inspect(lab, here, "{{json .}}", "one").getBytes(StandardCharsets.UTF_8);
      keys("", Json.readObject(json, "inspect"), found);
      assertThat(found).containsAll(expected());
      lab.jstack(here, "container", "rm", "one").ok();
    }
  }

  private static String inspect(Lab lab, Path here, String format, String name) throws IOException {
    return lab.jstack(here, "container", "inspect", "-f", format, name).ok().out().strip();
  }

  private static List<String> events(Lab lab, Path here, String name) throws IOException {
    return lab.jstack(
            here,
            "system",
            "events",
            "--since",
            "10m",
            "--until",
            "0s",
            "--filter",
            "container=" + name,
            "--format",
            "{{.Action}}")
        .ok()
        .out()
        .lines()
        .map(action -> action.replaceAll(":.*", ""))
        .toList();
  }

  private static void keys(String prefix, Map<?, ?> object, Set<String> found) {
    object.forEach((key, value) -> {
      found.add(prefix + key);
      if (value instanceof Map<?, ?> inside) {
        keys(prefix + key + ".", inside, found);
      }
    });
  }

  /** Made with the Docker that the file's first line names. */
  private static List<String> expected() throws IOException {
    try (var file = CommandsScenario.class.getResourceAsStream("inspect-container.keys")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
