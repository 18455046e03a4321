package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.port.PortRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who reaches whom, and is seen as whom: with the kernel's rules and with the proxy alone, on a
 * host that filters inside bridges and on one that doesn't.
 */
@Tag("root")
@ParameterizedClass
@CsvSource({"nf_tables,0", "nf_tables,1", "proxy,0", "proxy,1"})
class FlowTableTest {
  private static final String FILTERS = "bridge/bridge-nf-call-iptables";
  private static final int PORT = 18080;
  private static final int LOOPBACK_PORT = 18081;
  private static final int HOST_SERVER = 18082;

  @TempDir Path directory;

  private final String firewall;
  private final String filters;
  private TestHost host;
  private Lan lan;
  private Sandbox web;
  private Inside inWeb;
  private Inside mate;
  private Inside other;
  private Inside hidden;
  private Inside hiddenMate;
  private Sandbox hiddenServer;

  FlowTableTest(String firewall, String filters) {
    this.firewall = firewall;
    this.filters = filters;
  }

  @BeforeEach
  void threeNetworksAndAnotherMachine() {
    boolean filtering = Files.exists(Path.of("/proc/sys/net", FILTERS));
    assumeTrue(filtering || filters.equals("0"), "br_netfilter is not loaded");
    if (filtering) {
      Sysctl.write(FILTERS, filters);
      Sysctl.write("bridge/bridge-nf-call-ip6tables", filters);
    }
    lan = new Lan();
    host = new TestHost(directory, firewall);
    assumeTrue(host.networks().firewall().equals(firewall));
    host.networks().create(NetworkDefinition.named("front").withIpv6());
    host.networks().create(NetworkDefinition.named("back"));
    host.networks().create(NetworkDefinition.named("inner").closed());
    var ports =
        List.of(
            PortRequest.of(null, PORT, PORT, 80, "tcp"),
            PortRequest.of("127.0.0.1", LOOPBACK_PORT, LOOPBACK_PORT, 80, "tcp"));
    web = host.open("web", ports, EndpointRequest.on("front"));
    inWeb = host.inside(web);
    inWeb.serve(80);
    mate = host.inside(host.open("mate", EndpointRequest.on("front")));
    other = host.inside(host.open("other", EndpointRequest.on("back")));
    hidden = host.inside(host.open("hidden", EndpointRequest.on("inner")));
    hiddenServer = host.open("server", EndpointRequest.on("inner"));
    hiddenMate = host.inside(hiddenServer);
    hiddenMate.serve(80);
    awaitFirstPackets();
  }

  /** A busy kernel takes its time to notice that new links are up; what is sent before is lost. */
  private void awaitFirstPackets() {
    await().until(() -> !seen(mate, address(web), 80).equals("-"));
    await().until(() -> !seen(hidden, address(hiddenServer), 80).equals("-"));
  }

  @AfterEach
  void nothingIsLeft() {
    host.close();
    lan.close();
  }

  /** Row by row the table that a user of Docker expects, and what differs without rules. */
  @Test
  void everyFlowIsAsDockerHasIt() throws IOException {
    boolean rules = firewall.equals("nf_tables");
    var front = gateway("front");
    var seenOutside = rules ? Lan.MACHINE : front;

    assertThat(lan(Lan.HOST, PORT)).as("LAN to a published port").isEqualTo(seenOutside);
    assertThat(lan(Lan.HOST, LOOPBACK_PORT)).as("LAN to a port of 127.0.0.1").isEqualTo("-");
    assertThat(lan(address(web), 80)).as("LAN to the container itself").isEqualTo("-");
    assertThat(Inside.seen("127.0.0.1", PORT)).as("host to 127.0.0.1").isEqualTo(front);
    assertThat(Inside.seen("127.0.0.1", LOOPBACK_PORT)).as("likewise").isEqualTo(front);
    assertThat(Inside.seen(Lan.HOST, PORT))
        .as("host to its own address")
        .isEqualTo(rules ? Lan.HOST : front);
    assertThat(Inside.seen("::1", PORT)).as("host to ::1").isEqualTo(front);
    assertThat(seen(mate, address(web), 80))
        .as("same network")
        .startsWith("10.")
        .isNotEqualTo(front);
    assertThat(seen(other, address(web), 80)).as("another network").isEqualTo("-");
    assertThat(seen(other, Lan.HOST, PORT)).as("another network to a port").isEqualTo(front);
    assertThat(seen(other, gateway("back"), PORT)).as("likewise").isEqualTo(front);
    assertThat(seen(inWeb, Lan.HOST, PORT)).as("to its own port").isEqualTo(front);
    assertThat(lan(Lan.HOST6, PORT)).as("LAN over IPv6").isEqualTo(rules ? Lan.MACHINE6 : front);
    assertThat(lan(address6(web), 80)).as("LAN to the container over IPv6").isEqualTo("-");
  }

  @Test
  void anInternalNetworkReachesItselfAndTheHostsBridgeOnly() throws IOException {
    try (var server = new ServerSocket(HOST_SERVER);
        var outside = lan.serve(HOST_SERVER)) {
      Thread.startVirtualThread(() -> Inside.tellClients(server));

      assertThat(seen(hidden, address(hiddenServer), 80)).as("same network").startsWith("10.");
      assertThat(seen(hidden, gateway("inner"), HOST_SERVER)).as("the host").startsWith("10.");
      assertThat(seen(hidden, Lan.MACHINE, outside.getLocalPort())).as("LAN").isEqualTo("-");
      assertThat(seen(hidden, address(web), 80)).as("another network").isEqualTo("-");
      assertThat(seen(hidden, gateway("inner"), PORT)).as("a published port").isEqualTo("-");
      assertThat(seen(hidden, Lan.HOST, PORT)).as("a published port").isEqualTo("-");
    }
  }

  private String lan(String address, int port) {
    return lan.run(() -> Inside.seen(address, port));
  }

  private static String seen(Inside from, String address, int port) {
    return from.run(() -> Inside.seen(address, port));
  }

  private String gateway(String network) {
    return AddressText.of(
        host.networks().find(network).orElseThrow().subnets().getFirst().gateway());
  }

  private static String address(Sandbox sandbox) {
    return AddressText.of(sandbox.attachments().getFirst().address());
  }

  private static String address6(Sandbox sandbox) {
    return AddressText.of(sandbox.attachments().getFirst().address(false).orElseThrow());
  }
}
