package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** `up` changes a stack that is in use, and listens to its terminal. */
@Tag("root")
class UpScenario {
  private static final String SERVED =
      """
      services:
        web:
          image: host
          command: [perl, /app.pl]
          environment: {ANSWER: "${ANSWER:-first}"}
          volumes: ["./app.pl:/app.pl:ro"]
          ports: ["18090:9000"]
          stop_grace_period: 0s
          healthcheck:
            test: [CMD, bash, -c, "[ $$ANSWER != bad ] && exec 3<>/dev/tcp/127.0.0.1/9000"]
            start_period: 1s
            start_interval: 50ms
            interval: 200ms
            retries: 2
          pre_stop: [{command: [sleep, "0.3"]}]
          deploy: {update_config: {order: start-first}}
      """;

  private static final String SERVER =
      """
      use IO::Socket::INET;
      my $server = IO::Socket::INET->new(
          Listen => 64, LocalAddr => '0.0.0.0', LocalPort => 9000, ReuseAddr => 1) or die;
      while (my $client = $server->accept) { print $client "$ENV{ANSWER}\\n"; close $client; }
      """;

  /** Asks on and on; ends at the first connection that is refused or silent. */
  private static final String CLIENT =
      """
      use IO::Socket::INET;
      my ($last, $file) = @ARGV;
      while (1) {
        my $server = IO::Socket::INET->new(
            PeerAddr => '127.0.0.1', PeerPort => 18090, Timeout => 5);
        my $line = $server ? <$server> : undef;
        open(my $out, '>', $file) or die;
        print $out defined $line ? $line : "lost: $!\\n";
        close $out;
        exit if !defined $line || $line eq "$last\\n";
      }
      """;

  @Test
  void aPublishedPortChangesHandsWithoutALostConnection() throws Exception {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", SERVED, "app.pl", SERVER, "client.pl", CLIENT);
      lab.jstack(stack, "up", "-d", "--wait").ok();
      Path answer = stack.resolve("answer");
      var client =
          lab.startInside(
              "perl", stack.resolve("client.pl").toString(), "second", answer.toString());
      try {
        await().until(() -> Files.exists(answer));
        lab.jstack(stack, Map.of("ANSWER", "bad"), "up", "-d").fails();
        assertThat(client.isAlive()).isTrue();
        lab.jstack(stack, Map.of("ANSWER", "second"), "up", "-d").ok();
        assertThat(client.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).hasContent("second");
      } finally {
        client.destroy();
      }
      assertThat(lab.jstack(stack, "ps", "-a", "--format", "{{.Name}} {{.Ports}}").ok().out())
          .containsOnlyOnce("web-1")
          .contains("0.0.0.0:18090->9000/tcp");
    }
  }

  @Test
  void aHealthCheckThatIsTrueTooEarlyIsNotBelieved() throws IOException {
    String weak =
        """
        services:
          web:
            image: host
            command: [bash, -c, "sleep 1; exec perl /app.pl"]
            environment: {ANSWER: here}
            volumes: ["./app.pl:/app.pl:ro"]
            expose: [9000]
            healthcheck: {test: [CMD, "true"]}
            stop_grace_period: 0s
        """;
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", weak, "app.pl", SERVER);
      lab.jstack(stack, "up", "-d", "--wait").ok();
      String ask = "read -r answer </dev/tcp/127.0.0.1/9000; echo $answer";
      assertThat(lab.jstack(stack, "exec", "-T", "web", "bash", "-c", ask).ok().out())
          .isEqualTo("here\n");
    }
  }

  @Test
  void whatRunsStaysIfTheStepBeforeItsReplacementFails() throws IOException {
    String text =
        """
        services:
          app:
            image: host
            command: [sleep, infinity]
            environment: {SCHEMA: "${SCHEMA:-1}"}
            volumes: ["data:/data"]
            pre_start:
              - command: [bash, -c, "[ $$SCHEMA != bad ] && echo $$SCHEMA >>/data/schema"]
        volumes: {data: {}}
        """;
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", text);
      lab.jstack(stack, "up", "-d").ok();
      String id = lab.jstack(stack, "ps", "-q").ok().out();
      var failed = lab.jstack(stack, Map.of("SCHEMA", "bad"), "up", "-d").fails();
      assertThat(failed.err()).contains("pre_start exited with status 1");
      assertThat(lab.jstack(stack, "ps", "-q").ok().out()).isEqualTo(id);
      lab.jstack(stack, Map.of("SCHEMA", "2"), "up", "-d").ok();
      assertThat(lab.jstack(stack, "exec", "-T", "app", "cat", "/data/schema").ok().out())
          .isEqualTo("1\n2\n");
      lab.jstack(stack, "down", "-v").ok();
    }
  }

  @Test
  void whatComesBackAgainAndAgainIsReplacedAndStopped() throws IOException {
    String text =
        """
        services:
          app:
            image: host
            command: ["true"]
            restart: always
            environment: {V: "${V}"}
            ports: ["18095:1", "18095:1/udp"]
        """;
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", text);
      for (int i = 0; i < 12; i++) {
        lab.jstack(stack, Map.of("V", Integer.toString(i)), "up", "-d").ok();
      }
      lab.jstack(stack, "stop").ok();
      assertThat(lab.jstack(stack, "ps", "-a", "--format", "{{.State}}").ok().out())
          .isEqualTo("exited\n");
    }
  }

  @Test
  void verbsWithoutAServiceLeaveOtherProfilesAndOrphansAlone() throws IOException {
    String text =
        """
        x-idle: &idle {image: host, command: [sleep, infinity], stop_grace_period: 0s}
        services:
          web: *idle
          tool: {<<: *idle, profiles: [tools]}
          old: {<<: *idle, profiles: [tools]}
        """;
    String states = "{{.Service}}:{{.State}}";
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", text);
      lab.jstack(stack, "--profile", "tools", "up", "-d").ok();
      lab.jstack(stack, "stop").ok();
      assertThat(lab.jstack(stack, "ps", "-a", "--orphans", "--format", states).ok().out())
          .isEqualTo("old:running\ntool:running\nweb:exited\n");
      assertThat(lab.jstack(stack, "rm", "-f").ok().out()).contains("Going to remove ");
      lab.jstack(stack, "stop", "tool").ok();
      Files.writeString(stack.resolve("compose.yaml"), text.replaceAll("(?m)^  old:.*$", ""));
      assertThat(lab.jstack(stack, "stop", "old").fails().err()).contains("no such service: old");
      assertThat(lab.jstack(stack, "ps", "-a", "--format", states).ok().out())
          .isEqualTo("old:running\ntool:exited\n");
      lab.jstack(stack, "--profile", "tools", "down", "--remove-orphans").ok();
      assertThat(lab.jstack(stack, "ps", "-aq").ok().out()).isEmpty();
    }
  }

  @Test
  void logsOfSeveralServicesAreInTheOrderOfTime() throws IOException {
    String text =
        """
        x-turns: &turns {image: host, volumes: ["turns:/turns"], init: true}
        services:
          a:
            <<: *turns
            command: >-
              bash -c "echo 1; sleep 0.3; touch /turns/1; until [ -e /turns/2 ]; do sleep 0.01; done; echo 3"
          b:
            <<: *turns
            command: >-
              bash -c "until [ -e /turns/1 ]; do sleep 0.01; done; echo 2; sleep 0.3; touch /turns/2"
        volumes: {turns: {}}
        """;
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", text);
      lab.jstack(stack, "up", "-d").ok();
      lab.jstack(stack, "wait", "a", "b").ok();
      assertThat(lab.jstack(stack, "logs", "--no-log-prefix").ok().out()).isEqualTo("1\n2\n3\n");
      assertThat(lab.jstack(stack, "logs", "-f", "--no-log-prefix").ok().out())
          .isEqualTo("1\n2\n3\n");
      lab.jstack(stack, "down", "-v").ok();
    }
  }

  @Test
  void theTerminalsKeysDetachAndInterrupt() throws Exception {
    String text =
        """
        services:
          app: {image: host, command: [bash, -c, "echo ready; exec sleep infinity"], init: true}
        """;
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", text);
      assertThat(typed(lab, stack, "d")).isZero();
      assertThat(lab.jstack(stack, "ps", "--status", "running", "-q").ok().out()).isNotBlank();
      assertThat(typed(lab, stack, "\u0003")).isEqualTo(130);
      assertThat(lab.jstack(stack, "ps", "--status", "running", "-q").ok().out()).isBlank();
    }
  }

  /** The exit code of an {@code up} in whose terminal this is typed once the menu is there. */
  private static int typed(Lab lab, Path stack, String keys) throws Exception {
    Path screen = stack.resolve("screen");
    Files.deleteIfExists(screen);
    var up = lab.startInTerminal(stack, screen, "jstack up");
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Files.exists(screen) && Files.readString(screen).contains("d Detach"));
      up.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
      up.getOutputStream().flush();
      assertThat(up.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return up.exitValue();
    } finally {
      up.destroy();
    }
  }
}
