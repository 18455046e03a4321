package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.port.PublishedPort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Djstack.publish}: where ports go that name no address. */
@Tag("root")
class PublishDefaultTest {
  private static final String PROPERTY = "jstack.publish";

  @TempDir Path directory;

  private final Lan lan = new Lan();

  @BeforeEach
  @AfterEach
  void notSet() {
    System.clearProperty(PROPERTY);
  }

  @AfterEach
  void nothingIsLeft() {
    lan.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nf_tables", "proxy"})
  void portsThatNameNoAddressAreForThisMachineOnly(String firewall) throws Exception {
    System.setProperty(PROPERTY, "127.0.0.1");
    try (var host = new TestHost(directory, firewall)) {
      host.networks().create(NetworkDefinition.named("front"));
      var ports =
          List.of(
              PortRequest.of(null, 18081, 18081, 80, "tcp"),
              PortRequest.of(Lan.HOST, 18082, 18082, 80, "tcp"));
      var web = host.open("web", ports, EndpointRequest.on("front"));
      host.inside(web).serve(80);

      assertThat(web.ports())
          .extracting(port -> port.hostIp().getHostAddress() + ":" + port.hostPort())
          .containsExactlyInAnyOrder("127.0.0.1:18081", Lan.HOST + ":18082");
      assertThat(Inside.read("127.0.0.1", 18081)).isNotEmpty();
      assertThat(lan.run(() -> Inside.seen(Lan.HOST, 18081))).isEqualTo("-");
      assertThat(lan.run(() -> Inside.seen(Lan.HOST, 18082))).isNotEqualTo("-");
    }
  }

  @Test
  void withoutItTheyAreForEverybody() {
    try (var host = new TestHost(directory, "nf_tables")) {
      host.networks().create(NetworkDefinition.named("front"));
      var ports = List.of(PortRequest.of(null, 18081, 18081, 80, "tcp"));
      var web = host.open("web", ports, EndpointRequest.on("front"));
      host.inside(web).serve(80);

      assertThat(web.ports()).extracting(PublishedPort::hostPort).containsOnly(18081);
      assertThat(lan.run(() -> Inside.seen(Lan.HOST, 18081))).isEqualTo(Lan.MACHINE);
    }
  }
}
