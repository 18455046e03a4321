package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every sample does what its README says. */
@Tag("root")
class SamplesScenario {
  @Test
  void theCounterCountsAndItsVolumeOutlivesItsContainers() throws IOException {
    try (var lab = new Lab()) {
      Path counter = lab.sample("counter");
      lab.jstack(counter, "up", "-d", "--wait").ok();
      assertThat(lab.get(8080)).contains("Hello, you are visitor number 1.");
      assertThat(lab.get(8080)).contains("visitor number 2.");
      assertThat(lab.jstack(counter, "logs", "migrate").ok().out()).contains("made /data/count");

      lab.jstack(counter, "down").ok();
      lab.jstack(counter, "up", "-d", "--wait").ok();
      assertThat(lab.get(8080)).contains("visitor number 3.");

      lab.jstack(counter, "down", "-v").ok();
      lab.jstack(counter, "up", "-d", "--wait").ok();
      assertThat(lab.get(8080)).contains("visitor number 1.");
    }
  }

  @Test
  void programsInThreeLanguagesRunOnTheHostsOwnFiles() throws IOException {
    try (var lab = new Lab()) {
      Path polyglot = lab.sample("polyglot-host");
      lab.jstack(polyglot, "up", "-d").ok();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(lab.get(8081))
                  .containsPattern("heartbeats in the store: [1-9]")
                  .containsPattern("clock running for: \\d+ min"));
      var outward =
          lab.jstack(polyglot, "exec", "-T", "worker", "bash", "-c", "exec 3<>/dev/tcp/page/8000");
      assertThat(outward.ok().code()).as("back reaches the page on its own network").isZero();
      lab.jstack(polyglot, "exec", "-T", "clock", "bash", "-c", "exec 3<>/dev/tcp/page/8000")
          .fails();
    }
  }

  @Test
  void theBalancerFindsEveryReplicaByOneName() throws IOException {
    try (var lab = new Lab()) {
      Path replicas = lab.sample("replicas");
      lab.jstack(replicas, "up", "-d", "--wait").ok();
      assertThat(answers(lab)).hasSize(3);
      lab.jstack(replicas, "up", "-d", "--scale", "app=5").ok();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(answers(lab)).hasSize(5));
    }
  }

  private static Set<String> answers(Lab lab) {
    var answers = new HashSet<String>();
    for (int i = 0; i < 15; i++) {
      answers.add(lab.get(8082).strip());
    }
    return answers;
  }
}
