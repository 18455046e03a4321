package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine is killed at random moments of whatever changes the image store. Afterwards nothing in
 * it is wrong, and the same command succeeds. {@code -Djstack.kills=100} is the long form.
 */
@Tag("root")
class CrashScenario {
  private static final int KILLS = Integer.getInteger("jstack.kills", 8);
  private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");
  private static final String ADDRESS = "localhost:5000";

  /** A command, and what makes it have work to do again. */
  private record Victim(String name, List<String> before, List<String> command) {}

  @Test
  void whateverAKilledEngineWasDoingCanBeDoneAgain() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var lab = new Lab();
        var registry = new Registry(lab)) {
      for (int kill = 0; kill < KILLS; kill++) {
        write(lab, kill);
        var victims = victims(registry.isThere());
        var victim = victims.get(kill % victims.size());
        for (String command : victim.before()) {
          lab.shell(command).ok();
        }
        long delay = random.nextLong(kill % 3 == 0 ? 150 : 900);
        String moment = "%s, killed after %d ms (seed %d)".formatted(victim.name(), delay, seed);
        killDuring(lab, victim, delay);

        var check = lab.jstack("system", "check");
        assertThat(check.code()).as("%s: %s%s", moment, check.out(), check.err()).isZero();
        var again = lab.jstack(victim.command().toArray(String[]::new));
        assertThat(again.code()).as("%s: %s%s", moment, again.out(), again.err()).isZero();
        lab.jstack("system", "check").ok();
      }
    }
  }

  private static void killDuring(Lab lab, Victim victim, long delayMillis) throws Exception {
    ProcessHandle engine = lab.engine();
    Path output = Files.createTempFile(lab.root(), "killed", ".out");
    var command = lab.start(lab.root(), output, victim.command().toArray(String[]::new));
    var _ = command.waitFor(delayMillis, TimeUnit.MILLISECONDS);
    engine.destroyForcibly();
    assertThat(command.waitFor(60, TimeUnit.SECONDS)).as("the command ends").isTrue();
    engine.onExit().get(10, TimeUnit.SECONDS);
  }

  /** Three layers of a few hundred files, others in each round. */
  private static void write(Lab lab, int round) throws IOException {
    Path context = lab.root().resolve("context");
    for (String layer : List.of("a", "b", "c")) {
      Path directory = Files.createDirectories(context.resolve(layer));
      for (int file = 0; file < 300; file++) {
        String line = "round " + round + " layer " + layer + " file " + file + "\n";
        Files.writeString(directory.resolve("file" + file), line.repeat(file * 3));
      }
    }
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nCOPY a /a\nCOPY b /b\nCOPY c /c\n");
  }

  private static List<Victim> victims(boolean registry) {
    String build = "jstack build -q -t made context";
    String forget = "jstack image prune -af && jstack builder prune -af";
    var victims = new ArrayList<Victim>();
    victims.add(new Victim("build", List.of(), List.of("build", "-t", "made", "context")));
    victims.add(
        new Victim(
            "load",
            List.of(build, "jstack save -o made.tar made", forget),
            List.of("load", "-i", "made.tar")));
    victims.add(new Victim("image prune", List.of(build), List.of("image", "prune", "-af")));
    victims.add(
        new Victim(
            "builder prune",
            List.of(build, "jstack rmi made"),
            List.of("builder", "prune", "-af")));
    if (registry) {
      String name = ADDRESS + "/made";
      victims.add(
          new Victim(
              "pull",
              List.of(build, "jstack tag made " + name, "jstack push " + name, forget),
              List.of("pull", name)));
    }
    return victims;
  }

  /** Debian's registry on the lab's loopback, where it is installed. */
  private static final class Registry implements AutoCloseable {
    private final List<Process> running = new ArrayList<>();

    Registry(Lab lab) throws IOException, InterruptedException {
      if (Files.isExecutable(REGISTRY)) {
        Path config = lab.root().resolve("registry.yml");
        Files.writeString(
            config,
            """
            version: 0.1
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:5000"}
            """
                .formatted(lab.root().resolve("registry")));
        running.add(lab.startInside(REGISTRY.toString(), "serve", config.toString()));
        lab.shell("until echo > /dev/tcp/127.0.0.1/5000; do :; done 2> /dev/null").ok();
      }
    }

    boolean isThere() {
      return !running.isEmpty();
    }

    @Override
    public void close() {
      running.forEach(Process::destroyForcibly);
      running.forEach(process -> process.onExit().join());
    }
  }
}
