package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An ordinary user has an engine of their own, and nobody's help but newuidmap's. */
@Tag("root")
class RootlessScenario {
  private static final String USER = "jstack-e2e";
  private static final int PORT = 18097;
  private static final Pattern ENGINE = Pattern.compile("pid\\s+(\\d+)");

  @Test
  void theCounterSampleRunsWithoutRoot() throws IOException {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/newuidmap")), "newuidmap (package uidmap) is missing");
    try (var lab = new Lab()) {
      lab.shell("useradd --no-create-home --home-dir " + home(lab) + " " + USER).ok();
      try {
        var sample = Path.of("..", "samples", "counter").toAbsolutePath().normalize();
        lab.shell(
                "chmod 755 %s && mkdir %s && cp -r %s %s/ && chown -R %s %s"
                    .formatted(lab.root(), home(lab), sample, home(lab), USER, home(lab)))
            .ok();
        stack(lab);
      } finally {
        asUser(lab, "down -v -t 0");
        asUser(lab, "engine stop");
        // Its last processes may need a moment.
        await().untilAsserted(() -> lab.shell("userdel " + USER).ok());
      }
    }
  }

  private static void stack(Lab lab) {
    assertThat(asUser(lab, "up -d --wait").ok().err())
        .contains("limits of service \"web\" have no effect");
    assertThat(lab.get(PORT)).contains("you are visitor number 1");
    assertThat(asUser(lab, "logs --no-log-prefix store").ok().out()).contains("serving on port");
    assertThat(asUser(lab, "exec -T web /jre/bin/java -cp /app counter.Web probe").ok().out())
        .contains("answered 200");
    assertThat(asUser(lab, "exec -T -u 0 web /jre/bin/java -version").ok().code()).isZero();

    lab.shell("kill -9 " + engine(lab)).ok();
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(lab.get(PORT)).contains("you are visitor"));

    asUser(lab, "engine stop").ok();
    assertThat(asUser(lab, "ps --services").ok().out()).contains("web");
    assertThat(lab.get(PORT)).contains("you are visitor");

    asUser(lab, "down -v -t 0").ok();
    assertThat(asUser(lab, "ps -a -q").ok().out()).isEmpty();
  }

  private static String engine(Lab lab) {
    var matcher = ENGINE.matcher(asUser(lab, "engine status").ok().out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static Path home(Lab lab) {
    return lab.root().resolve("home");
  }

  /** Runs jstack in the sample's directory, with nothing of root's environment. */
  private static Lab.Result asUser(Lab lab, String command) {
    return lab.shell(
        """
        program=$(command -v jstack) && cd %1$s/counter && exec setpriv --reuid=%2$s --regid=%2$s \
        --init-groups env -i PATH=/usr/bin:/bin HOME=%1$s XDG_RUNTIME_DIR=%1$s PORT=%3$d \
        JAVA_HOME="$JAVA_HOME" "$program" %4$s
        """
            .formatted(home(lab), USER, PORT, command));
  }
}
