package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.e2e.Lab.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An engine that remaps runs a whole stack, and its root is nobody on the machine. */
@Tag("root")
class RemapScenario {
  private static final int PORT = 18098;
  private static final String VISITOR = "you are visitor number ";

  @Test
  void aStackRunsWithUsersOfItsOwn() throws IOException {
    try (var lab = new Lab();
        var machine = new Machine(lab)) {
      var stack = lab.sample("counter");
      machine.jstack(stack, "up -d --wait").ok();
      try {
        assertThat(lab.get(PORT)).contains(VISITOR + 1);
        assertThat(machine.jstack(stack, "top store").ok().out()).contains("301000");
        files(lab, machine, stack);
        lab.shell("kill -9 " + machine.engine()).ok();
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(lab.get(PORT)).contains(VISITOR));
        machine.jstack(stack, "restart store").ok();
      } finally {
        machine.jstack(stack, "down -v -t 0").ok();
      }
      hostsUsers(machine, stack);
    }
  }

  private static void files(Lab lab, Machine machine, Path stack) {
    assertThat(lab.shell("stat -c %u " + lab.state() + "/volumes/counter_data/_data/*").out())
        .matches("(1000\n)+");
    machine.jstack(stack, "cp compose.yaml store:/copied").ok();
    machine.jstack(stack, "cp -a store:/copied back").ok();
    assertThat(lab.shell("stat -c %u " + stack.resolve("back")).out()).isEqualTo("0\n");
  }

  private static void hostsUsers(Machine machine, Path stack) {
    assertThat(machine.jstack(stack, "info").ok().out()).contains("name=userns");
    assertThat(machine.jstack(stack, "container run --rm --network host host true").fails().err())
        .contains("cannot share the host's network namespace when user namespaces are enabled")
        .contains("--userns=host");
    String powers = "--privileged --network host --userns host";
    assertThat(map(machine, stack, powers)).contains("0 4294967295");
    assertThat(map(machine, stack, "")).contains("0     300000      65536");
  }

  private static String map(Machine machine, Path stack, String options) {
    var run = "container run --rm " + options + " host cat /proc/self/uid_map";
    return machine.jstack(stack, run).ok().out();
  }

  /** A mount namespace whose /etc gives ranges away; engine and commands are in it. */
  private static final class Machine implements AutoCloseable {
    private final Lab lab;
    private final Process place;

    Machine(Lab lab) throws IOException {
      this.lab = lab;
      Files.createDirectories(lab.state());
      Files.writeString(lab.state().resolve("engine.options"), "-Djstack.userns-remap=default\n");
      var ready = lab.root().resolve("ready");
      var script =
          """
          cp -a /etc %1$s/etc && echo dockremap:300000:65536 | tee %1$s/etc/subuid > %1$s/etc/subgid &&
          mount --bind %1$s/etc /etc && touch %2$s && exec sleep 600
          """
              .formatted(lab.root(), ready);
      place = lab.startInside("unshare", "-m", "sh", "-c", script);
      await().until(() -> Files.exists(ready));
    }

    Result jstack(Path directory, String command) {
      return lab.shell(
          "PORT="
              + PORT
              + " nsenter -m -t "
              + place.pid()
              + " -w"
              + directory
              + " jstack "
              + command);
    }

    String engine() {
      var status = jstack(lab.root(), "--progress quiet engine status").ok().out();
      return status.replaceAll("(?s).*?pid[ :]+(\\d+).*", "$1");
    }

    @Override
    public void close() {
      jstack(lab.root(), "engine stop");
      place.destroy();
    }
  }
}
