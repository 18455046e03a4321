package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.port.PortRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches whom, and seen as whom: the kernel forwards. */
@Tag("root")
class ForwardingTest {
  @TempDir Path directory;

  private TestHost host;
  private Lan lan;
  private Sandbox web;
  private Sandbox other;
  private Sandbox hidden;

  @BeforeEach
  void threeNetworksAndAnotherMachine() {
    lan = new Lan();
    host = new TestHost(directory, "nf_tables");
    assumeTrue(host.networks().firewall().equals("nf_tables"));
    host.networks().create(NetworkDefinition.named("front"));
    host.networks().create(NetworkDefinition.named("back"));
    host.networks().create(NetworkDefinition.named("inner").closed());
    var ports =
        List.of(
            PortRequest.of(null, 18080, 18080, 80, "tcp"),
            PortRequest.of("127.0.0.1", 18081, 18081, 80, "tcp"));
    web = host.open("web", ports, EndpointRequest.on("front"));
    other = host.open("other", EndpointRequest.on("back"));
    hidden = host.open("hidden", EndpointRequest.on("inner"));
    host.inside(web).serve(80);
  }

  @AfterEach
  void nothingIsLeft() {
    host.close();
    lan.close();
  }

  @Test
  void anotherMachineReachesAPublishedPortAndIsSeenAsItself() {
    assertThat(lan.fetch(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);
  }

  @Test
  void anotherMachineReachesNeitherALoopbackPortNorTheContainerItself() {
    assertThatThrownBy(() -> lan.fetch(Lan.HOST, 18081))
        .hasRootCauseInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> lan.fetch(address(web), 80)).hasMessageContaining("timed out");
  }

  @Test
  void theHostReachesItsPortsOnEveryAddress() throws IOException {
    assertThat(Inside.read("127.0.0.1", 18080)).isEqualTo(gateway("front"));
    assertThat(Inside.read("127.0.0.1", 18081)).isEqualTo(gateway("front"));
    assertThat(Inside.read(Lan.HOST, 18080)).isEqualTo(Lan.HOST);
    assertThat(Inside.read("::1", 18080)).isEqualTo(gateway("front"));
  }

  @Test
  void aContainerOfAnotherNetworkNeedsThePublishedPort() {
    var inside = host.inside(other);

    assertThatThrownBy(() -> inside.fetch(address(web), 80)).hasMessageContaining("timed out");
    assertThat(inside.fetch(Lan.HOST, 18080)).isEqualTo(gateway("front"));
    assertThat(inside.fetch(gateway("back"), 18080)).isEqualTo(gateway("front"));
  }

  @Test
  void aContainerReachesItsOwnPublishedPort() {
    assertThat(host.inside(web).fetch(Lan.HOST, 18080)).isEqualTo(gateway("front"));
  }

  @Test
  void aContainerGoesOutUnderTheHostsAddress() throws IOException {
    try (var server = lan.serve(9000)) {
      assertThat(host.inside(web).fetch(Lan.MACHINE, server.getLocalPort())).isEqualTo(Lan.HOST);
    }
  }

  @Test
  void aContainerOnAnInternalNetworkGoesNowhere() throws IOException {
    try (var server = lan.serve(9000)) {
      var inside = host.inside(hidden);
      assertThatThrownBy(() -> inside.fetch(Lan.MACHINE, server.getLocalPort()))
          .hasMessageContaining("unreachable");
      assertThatThrownBy(() -> inside.fetch(gateway("inner"), 18080))
          .hasMessageContaining("timed out");
    }
  }

  private String gateway(String network) {
    return host.networks()
        .find(network)
        .orElseThrow()
        .subnets()
        .getFirst()
        .gateway()
        .getHostAddress();
  }

  private static String address(Sandbox sandbox) {
    return sandbox.attachments().getFirst().address().getHostAddress();
  }

  @Test
  void datagramsFollowThePortToTheNextContainer() throws IOException {
    var ports = List.of(PortRequest.of(null, 18053, 18053, 53, "udp"));
    try (var client = new DatagramSocket()) {
      client.connect(InetAddress.ofLiteral("127.0.0.1"), 18053);
      client.setSoTimeout(2000);
      for (var name : List.of("first", "second")) {
        var server = host.open(name, ports, EndpointRequest.on("front"));
        host.inside(server).echo(server.attachments().getFirst().address(), 53);
        client.send(new DatagramPacket(new byte[] {1}, 1));
        client.receive(new DatagramPacket(new byte[1], 1));
        host.networks().close(List.of(server));
      }
    }
  }

  @Test
  void rulesThatSomebodyDeletesComeBack() {
    try (var somebody = Networks.firewall(LinkNames.of(directory.resolve("run")))) {
      somebody.delete();
      assertThat(somebody.isWhole()).isFalse();

      await().until(somebody::isWhole);
    }
    assertThat(lan.fetch(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);
  }

  /** Each leaves the table where it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flush table inet TABLE",
        "flush chain inet TABLE forward",
        "flush map inet TABLE pub4",
        "flush set inet TABLE ctr4; flush set inet TABLE bridges"
      })
  void whatIsFlushedInTheTableComesBack(String command) throws Exception {
    assumeTrue(new ProcessBuilder("sh", "-c", "command -v nft").start().waitFor() == 0, "no nft");
    var table = LinkNames.of(directory.resolve("run")).table();
    var before = listed(table);

    var flush = command.replace("TABLE", table);
    assertThat(new ProcessBuilder("nft", flush).inheritIO().start().waitFor()).isZero();

    await().until(() -> listed(table).equals(before));
    assertThat(lan.fetch(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);
  }

  /** Elements in no particular order: so sorted by letters. */
  private static String listed(String table) throws IOException {
    var list = new ProcessBuilder("nft", "list", "table", "inet", table).start();
    var text = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
  }

  @Test
  void afterAFlushOfAllRulesEverythingIsAsBefore() throws Exception {
    assumeTrue(new ProcessBuilder("sh", "-c", "command -v nft").start().waitFor() == 0, "no nft");
    var names = LinkNames.of(directory.resolve("run"));

    for (int i = 0; i < 3; i++) {
      assertThat(new ProcessBuilder("nft", "flush", "ruleset").start().waitFor()).isZero();
      try (var somebody = Networks.firewall(names)) {
        await().until(somebody::isWhole);
      }
    }

    assertThat(lan.fetch(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);
    assertThat(host.inside(other).fetch(Lan.HOST, 18080)).isNotEqualTo("-");
  }
}
