package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.SshAccess;
import dev.jstack.runtime.build.request.SshAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class SshMountTest {
  @TempDir Path temporary;
  private BuildFixture fixture;
  private Path key;

  @BeforeEach
  void open() throws Exception {
    fixture = new BuildFixture(temporary);
    key = temporary.resolve("key");
    var command =
        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "k", "-f", key.toString());
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    fixture.close();
    assertThat(fixture.leftovers()).isEmpty();
  }

  private BuildResult build(String run, Map<String, SshAgent> agents) {
    var options = BuildOptions.defaults().withSsh(new SshAccess(agents, null));
    return fixture.build("FROM host\n" + run + "\n", options);
  }

  @Test
  void aStepSignsWithAKeyItNeverSees() {
    var keys = Map.<String, SshAgent>of("default", new SshAgent.Keys(List.of(key)));
    var result = build("RUN --mount=type=ssh ssh-add -l; stat -c '%a %u %F' $SSH_AUTH_SOCK", keys);
    assertThat(fixture.output()).anyMatch(line -> line.contains("ED25519"));
    assertThat(fixture.output()).contains("600 0 socket");
    assertThat(fixture.image(result).layers()).isEmpty();
  }

  @Test
  void theAgentOfTheCallerIsForwarded() throws Exception {
    var socket = temporary.resolve("agent");
    var agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      while (!Files.exists(socket)) {
        assertThat(agent.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      var add = new ProcessBuilder("ssh-add", "-q", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      build(
          "RUN --mount=type=ssh,id=x,target=/agent,uid=7,mode=0660"
              + " ssh-add -l; stat -c '%a %u' /agent",
          Map.of("x", new SshAgent.Socket(socket)));
      assertThat(fixture.output()).anyMatch(line -> line.contains("ED25519"));
      assertThat(fixture.output()).contains("660 7");
    } finally {
      agent.destroyForcibly();
    }
  }

  @Test
  void withoutAnAgentTheMountIsLeftOutUnlessRequired() {
    build("RUN --mount=type=ssh echo \"[$SSH_AUTH_SOCK]\"", Map.of());
    assertThat(fixture.output()).contains("[]");
    assertThatThrownBy(() -> build("RUN --mount=type=ssh,required true", Map.of()))
        .hasMessageContaining("unset ssh forward key default");
  }
}
