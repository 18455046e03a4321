package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is there after many starts and stops is what was there after the first ones. {@code
 * -Djstack.starts=1000} is the long form.
 */
@Tag("root")
class LeakScenario {
  private static final int AT_ONCE = 25;
  private static final int STARTS = Integer.getInteger("jstack.starts", 50);
  private static final String STACK =
      """
      services:
        web:
          image: host
          init: true
          command: sleep 1000
          volumes: [data:/data]
          tmpfs: /scratch
          healthcheck: {test: "true", interval: 1h}
      volumes: {data: {}}
      """;

  /** Threads and megabytes come and go a little. */
  private static final int MORE_THREADS = 16;

  private static final int MORE_MEGABYTES = 64;

  @Test
  void nothingGrowsWithTheNumberOfStarts() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack("compose.yaml", STACK);
      cycle(lab, here);
      lab.jstack(here, "up", "-d").ok();
      String tree = tree(lab, here);
      assertThat(cgroups(tree)).isPositive();
      cycle(lab, here);
      var before = things(lab, tree);
      long engine = lab.engine().pid();
      var memory = memory(engine);
      for (int started = 0; started < STARTS; started += AT_ONCE) {
        cycle(lab, here);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(things(lab, tree)).isEqualTo(before));
      // Idle threads end after a minute; memory goes back after seconds without a command.
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertFlat(memory, memory(engine)));
      System.out.printf(
          "%d starts: %s before, %s after; %s%n", STARTS, memory, memory(engine), before);
    }
  }

  private static void assertFlat(Map<String, Long> before, Map<String, Long> after) {
    assertThat(after.get("threads")).isLessThan(before.get("threads") + MORE_THREADS);
    assertThat(after.get("megabytes")).isLessThan(before.get("megabytes") + MORE_MEGABYTES);
  }

  private static void cycle(Lab lab, Path here) {
    lab.jstack(here, "up", "-d", "--scale", "web=" + AT_ONCE).ok();
    lab.jstack(here, "exec", "--index", "3", "web", "true").ok();
    lab.jstack(here, "down", "-v", "-t", "0").ok();
  }

  /** What must be the same: counted, so that a difference says where to look. */
  private static Map<String, Long> things(Lab lab, String tree) throws IOException {
    var engine = Path.of("/proc/" + lab.engine().pid());
    var things = new TreeMap<String, Long>();
    things.put("descriptors", count(engine.resolve("fd"), 1));
    things.put(
        "mounts",
        Files.readAllLines(engine.resolve("mountinfo")).stream()
            .filter(line -> line.contains(lab.root().toString()))
            .count());
    things.put("links", lab.shell("ip -o link").ok().out().lines().count());
    things.put("containers", count(lab.state().resolve("containers"), 2));
    things.put("volumes", count(lab.state().resolve("volumes"), 2));
    things.put("traces", (long) lab.traces().size());
    things.put("children", children(engine));
    things.put("cgroups", cgroups(tree));
    return things;
  }

  private static Map<String, Long> memory(long engine) throws IOException {
    var memory = new TreeMap<String, Long>();
    for (String line : Files.readAllLines(Path.of("/proc/" + engine + "/status"))) {
      var words = line.split("\\s+", -1);
      switch (words[0]) {
        case "Threads:" -> memory.put("threads", Long.parseLong(words[1]));
        case "VmRSS:" -> memory.put("megabytes", Long.parseLong(words[1]) / 1024);
        default -> {}
      }
    }
    return memory;
  }

  private static long children(Path engine) throws IOException {
    long children = 0;
    try (Stream<Path> threads = Files.list(engine.resolve("task"))) {
      for (Path thread : (Iterable<Path>) threads::iterator) {
        var list = thread.resolve("children");
        children += Files.exists(list) ? Files.readString(list).split(" ", -1).length - 1 : 0;
      }
    }
    return children;
  }

  /** The directory of all the engine's cgroups, as a container of it is in it. */
  private static String tree(Lab lab, Path here) throws IOException {
    String id = lab.jstack(here, "ps", "-q").ok().out().lines().findFirst().orElseThrow();
    String pid = lab.jstack("inspect", "--format", "{{.State.Pid}}", id).ok().out().strip();
    return Files.readAllLines(Path.of("/proc", pid, "cgroup")).stream()
        .filter(line -> line.contains("/jstack-"))
        .map(line -> Path.of(line.split(":", 3)[2]).getParent().toString().substring(1))
        .findFirst()
        .orElseThrow();
  }

  /** Those of the tree in all hierarchies. */
  private static long cgroups(String tree) throws IOException {
    long count = count(Path.of("/sys/fs/cgroup", tree), 3);
    try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
      for (Path hierarchy : (Iterable<Path>) hierarchies::iterator) {
        count += count(hierarchy.resolve(tree), 3);
      }
    }
    return count;
  }

  private static long count(Path directory, int depth) throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(directory, depth)) {
      return all.count();
    }
  }
}
