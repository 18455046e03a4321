package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever saves a file sees it in the running stack, and never has to do anything for it. */
@Tag("root")
class WatchScenario {
  private static final String COMPOSE =
      """
      services:
        web:
          build: .
          init: true
          command: [sh, -c, "date +%N > /started; exec sleep 1000"]
          develop:
            watch:
              - {path: ./app, action: sync, target: /srv/app, initial_sync: true}
              - {path: ./conf, action: sync+restart, target: /srv/conf}
              - {path: ./job, action: sync+exec, target: /srv/job,
                 exec: {command: [sh, -c, cp /srv/job/in /srv/job/out]}}
              - {path: ./version, action: rebuild}
        follower:
          image: host
          init: true
          command: [sh, -c, "date +%N > /started; exec sleep 1000"]
          depends_on: {web: {condition: service_started, restart: true}}
        auto:
          init: true
          build:
            context: auto
            dockerfile_inline: |
              FROM host
              COPY data /data
          command: [sleep, "1000"]
      """;

  private static final String DOCKERFILE =
      """
      FROM host
      COPY version /version
      RUN if grep slow /version; then sleep 300; fi
      """;

  private Lab lab;
  private Path stack;
  private Process watch;
  private Path output;

  @BeforeEach
  void begin() throws IOException {
    lab = new Lab();
    stack =
        lab.stack(
            "compose.yaml", COMPOSE,
            "Dockerfile", DOCKERFILE,
            "version", "1",
            "app/a", "first",
            "conf/c", "first",
            "job/in", "first",
            "auto/data", "first",
            "auto/unused", "first");
    output = stack.resolve("output");
  }

  private void watch(String... arguments) throws IOException {
    watch = lab.start(stack, output, arguments);
    eventually(() -> assertThat(text()).contains("Watch enabled"));
  }

  @AfterEach
  void end() throws Exception {
    watch.destroy();
    assertThat(watch.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(text()).contains("Watch disabled");
    lab.close();
  }

  @Test
  void savedFilesReachTheContainers() throws IOException {
    watch("watch");
    eventually(() -> assertThat(inside("web", "cat /srv/app/a")).isEqualTo("first"));

    save("app/new/deep/b", "second");
    save("app/a", "third");
    eventually(() -> assertThat(inside("web", "cat /srv/app/new/deep/b")).isEqualTo("second"));
    eventually(() -> assertThat(inside("web", "cat /srv/app/a")).isEqualTo("third"));
    Files.delete(stack.resolve("app/new/deep/b"));
    eventually(() -> assertThat(inside("web", "ls /srv/app/new/deep")).isEmpty());

    save("job/in", "work");
    eventually(() -> assertThat(inside("web", "cat /srv/job/out")).isEqualTo("work"));

    String web = inside("web", "cat /started");
    String follower = inside("follower", "cat /started");
    save("conf/c", "second");
    eventually(() -> assertThat(inside("web", "cat /started")).isNotEmpty().isNotEqualTo(web));
    eventually(
        () -> assertThat(inside("follower", "cat /started")).isNotEmpty().isNotEqualTo(follower));
    assertThat(inside("web", "cat /srv/conf/c")).isEqualTo("second");

    save("compose.yaml", COMPOSE.replaceAll("(?s)    develop:.*?  follower:", "  follower:"));
    eventually(() -> assertThat(text()).contains("No service is configured for watch any more"));
    save("compose.yaml", COMPOSE);
    save("app/a", "fourth");
    eventually(() -> assertThat(inside("web", "cat /srv/app/a")).isEqualTo("fourth"));
  }

  @Test
  void whatWatchingStopsIsNoEnd() throws Exception {
    assertThat(lab.jstack(stack, "up", "-d").code()).isZero();
    watch("up", "--watch", "--abort-on-container-exit", "--force-recreate");
    String follower = inside("follower", "cat /started");
    save("conf/c", "second");
    eventually(
        () -> assertThat(inside("follower", "cat /started")).isNotEmpty().isNotEqualTo(follower));
    save("version", "2");
    eventually(() -> assertThat(inside("web", "cat /version")).isEqualTo("2"));
    save("compose.yaml", COMPOSE.replace("init: true", "init: true\n    hostname: renamed"));
    eventually(() -> assertThat(inside("follower", "hostname")).isEqualTo("renamed"));
    assertThat(text()).doesNotContain("Aborting");

    assertThat(lab.jstack(stack, "kill", "follower").code()).isZero();
    assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(text()).contains("Aborting on container exit");
  }

  @Test
  void whatIsBuiltInIsBuiltAgainAndNothingThatWasCopiedIsLost() throws IOException {
    watch("up", "--watch");
    save("app/a", "copied");
    eventually(() -> assertThat(inside("web", "cat /srv/app/a")).isEqualTo("copied"));

    save("version", "2");
    eventually(() -> assertThat(inside("web", "cat /version")).isEqualTo("2"));
    assertThat(inside("web", "cat /srv/app/a")).isEqualTo("copied");

    save("version", "slow");
    eventually(() -> assertThat(text().split("Rebuilding", -1)).hasSize(3));
    save("version", "3");
    eventually(() -> assertThat(inside("web", "cat /version")).isEqualTo("3"));

    String before = text();
    save("auto/unused", "no matter");
    save("auto/data", "second");
    eventually(() -> assertThat(inside("auto", "cat /data")).isEqualTo("second"));
    assertThat(text().substring(before.length())).containsOnlyOnce("Rebuilding service(s)");

    save("Dockerfile", "FROM host\nNONSENSE\n");
    eventually(() -> assertThat(text()).contains("Build failed"));
    assertThat(inside("web", "cat /version")).isEqualTo("3");
    save("Dockerfile", DOCKERFILE);

    save("compose.yaml", COMPOSE.replace("init: true", "init: true\n    hostname: renamed"));
    eventually(() -> assertThat(inside("web", "hostname")).isEqualTo("renamed"));
    assertThat(inside("web", "cat /srv/app/a")).isEqualTo("copied");
  }

  private void save(String file, String text) throws IOException {
    Path path = stack.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** What a shell says in a service's container; whatever if there is none just now. */
  private String inside(String service, String script) {
    return lab.jstack(stack, "exec", "-T", service, "sh", "-c", script).out().strip();
  }

  private String text() throws IOException {
    return Files.readString(output);
  }

  private static void eventually(ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).untilAsserted(check);
  }
}
