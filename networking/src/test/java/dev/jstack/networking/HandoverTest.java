package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.port.PortRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One container takes over another one's published ports. */
@Tag("root")
class HandoverTest {
  private static final PortRequest EVERYWHERE = PortRequest.of(null, 18080, 18080, 80, "tcp");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"nf_tables", "proxy"})
  void thePortLeadsToTheSecondContainer(String firewall) throws IOException {
    try (var host = new TestHost(directory, firewall)) {
      host.networks().create(NetworkDefinition.named("net"));
      var first = host.open("first", List.of(EVERYWHERE), EndpointRequest.on("net"));
      var second = host.open("second", EndpointRequest.on("net"));
      host.inside(second).serve(80);
      assertThat(host.networks().held(first.containerId(), List.of(EVERYWHERE)))
          .containsExactly(EVERYWHERE);

      host.networks().handOver(first.containerId(), second, List.of(EVERYWHERE));

      assertThat(first.ports()).isEmpty();
      assertThat(second.ports()).hasSize(2);
      assertThat(Inside.read("127.0.0.1", 18080)).isNotEmpty();
      assertThat(Inside.read("::1", 18080)).isNotEmpty();
      host.networks().close(List.of(first));
      assertThat(Inside.read("127.0.0.1", 18080)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nf_tables", "proxy"})
  void anotherAddressOfTheSamePortIsBoundAnew(String firewall) throws IOException {
    try (var host = new TestHost(directory, firewall)) {
      host.networks().create(NetworkDefinition.named("net"));
      var first = host.open("first", List.of(EVERYWHERE), EndpointRequest.on("net"));
      var second = host.open("second", EndpointRequest.on("net"));
      host.inside(second).serve(81);
      var local = PortRequest.of("127.0.0.1", 18080, 18080, 81, "tcp");

      host.networks().handOver(first.containerId(), second, List.of(local));

      assertThat(first.ports()).isEmpty();
      assertThat(second.ports()).map(Object::toString).containsExactly("127.0.0.1:18080->81/tcp");
      assertThat(Inside.read("127.0.0.1", 18080)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nf_tables", "proxy"})
  void theNextEngineKnowsWhoHasThePort(String firewall) throws IOException {
    try (var host = new TestHost(directory, firewall)) {
      host.networks().create(NetworkDefinition.named("net"));
      var first = host.open("first", List.of(EVERYWHERE), EndpointRequest.on("net"));
      var second = host.open("second", EndpointRequest.on("net"));
      host.inside(second).serve(80);
      host.networks().handOver(first.containerId(), second, List.of(EVERYWHERE));
      var one = host.inside(first).run(() -> new ProcessBuilder("sleep", "60").start());
      var other = host.inside(second).run(() -> new ProcessBuilder("sleep", "60").start());
      try {
        var adopted =
            host.restart(
                Map.of(
                    first.containerId(), namespace(one), second.containerId(), namespace(other)));
        assertThat(adopted)
            .filteredOn(sandbox -> !sandbox.ports().isEmpty())
            .map(Sandbox::containerId)
            .containsExactly(second.containerId());
        assertThat(Inside.read("127.0.0.1", 18080)).isNotEmpty();
      } finally {
        one.destroyForcibly().onExit().join();
        other.destroyForcibly().onExit().join();
      }
    }
  }

  private static Path namespace(Process program) {
    return Path.of("/proc/" + program.pid() + "/ns/net");
  }
}
