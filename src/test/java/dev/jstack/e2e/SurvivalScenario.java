package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine may die at any moment: the programs go on, and the next engine takes them over. */
@Tag("root")
class SurvivalScenario {
  private static final String STACK =
      """
      services:
        counter:
          image: host
          command: [bash, -c, "i=0; while true; do echo line $$i; i=$$((i+1)); sleep 0.05; done"]
        server:
          image: host
          command: [perl, /app.pl]
          volumes: ["./app.pl:/app.pl:ro"]
          ports: ["18080:9000"]
        client:
          image: host
          command: [sleep, infinity]
        ends:
          image: host
          command: [sh, -c, "sleep 2; exit 42"]
        returns:
          image: host
          command: [sh, -c, "sleep 1; exit 7"]
          restart: on-failure:3
      """;

  @Test
  void aKilledEngineComesBackAndHasLostNothing() throws IOException {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", STACK, "app.pl", server());
      lab.jstack(stack, "up", "-d").ok();
      assertThat(lab.get(18080)).contains("still here");

      ProcessHandle dead = lab.engine();
      dead.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(lab.get(18080)).contains("still here"));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(lab.engine()).isNotEqualTo(dead));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() ->
              lab.jstack(
                      stack, "exec", "-T", "client", "bash", "-c", "exec 3<>/dev/tcp/server/9000")
                  .ok());

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> {
            String all = lab.jstack(stack, "ps", "-a").ok().out();
            assertThat(all).contains("Exited (42)").contains("Exited (7)");
          });
      assertThat(numbers(lab.jstack(stack, "logs", "--no-log-prefix", "counter").ok().out()))
          .as("every line once, in order")
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSizeGreaterThan(20)
          .satisfies(lines -> assertThat(lines.getLast()).isEqualTo(lines.size() - 1));
    }
  }

  private static List<Integer> numbers(String log) {
    var numbers = new ArrayList<Integer>();
    var matcher = Pattern.compile("line (\\d+)").matcher(log);
    while (matcher.find()) {
      numbers.add(Integer.valueOf(matcher.group(1)));
    }
    return numbers;
  }

  private static String server() {
    return """
    use IO::Socket::INET;
    my $server = IO::Socket::INET->new(LocalPort => 9000, Listen => 16, ReuseAddr => 1) or die;
    while (my $client = $server->accept) {
      while (my $line = <$client>) { last if $line =~ /^\\r?\\n$/ }
      print $client "HTTP/1.0 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nstill here";
      close $client;
    }
    """;
  }
}
