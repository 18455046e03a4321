package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Rtnetlink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large packets may be, and who is behind an address. */
@Tag("root")
class LinkLayerTest {
  @TempDir Path directory;

  private TestHost host;
  private Lan lan;

  @BeforeEach
  void anotherMachine() {
    lan = new Lan();
    host = new TestHost(directory, "nf_tables");
    assumeTrue(host.networks().firewall().equals("nf_tables"));
  }

  @AfterEach
  void nothingIsLeft() {
    host.close();
    lan.close();
  }

  @Test
  void packetsAreNoLargerThanTheWayOutCarries() throws Exception {
    run("ip", "link", "set", "lan0", "mtu", "1380");
    try (var kernel = Rtnetlink.open()) {
      kernel.run(Addresses.defaultRoute(Subnet.literal(Lan.MACHINE)));
    }
    host.networks().create(NetworkDefinition.named("net"));
    var web = host.open("web", EndpointRequest.on("net"));

    assertThat(host.networks().find("net").orElseThrow().mtu()).isEqualTo(1380);
    assertThat(mtu(host.inside(web))).isEqualTo(1380);
  }

  /** A VPN came up later: packets that answer must fit, too, and nobody tells the server so. */
  @Test
  void aNarrowerWayOutIsToldToServersThatContainersAsk() throws Exception {
    assumeTrue(run("sh", "-c", "command -v ss") == 0, "ss is not installed");
    host.networks().create(NetworkDefinition.named("net"));
    var web = host.inside(host.open("web", EndpointRequest.on("net")));
    assertThat(mtu(web)).isEqualTo(1500);
    run("ip", "link", "set", "lan0", "mtu", "1300");

    try (var server = lan.run(() -> new ServerSocket(7001));
        var client = web.run(Socket::new)) {
      web.run(() -> connect(client, Lan.MACHINE, 7001));
      try (var _ = server.accept()) {
        assertThat(lan.run(() -> output("ss", "-tin", "sport", "=", ":7001")))
            .contains(" mss:1248 ");
      }
    }
  }

  @Test
  void whoeverGetsAnAddressAgainHasItsHardwareAddress() throws Exception {
    var own = new SubnetRequest("10.98.4.0/24", null, null, Map.of());
    host.networks().create(NetworkDefinition.named("net").withSubnets(own));
    for (var name : List.of("first", "second")) {
      var sandbox = host.open(name, EndpointRequest.on("net").at("10.98.4.77"));
      var inside = host.inside(sandbox);
      inside.serve(80);

      assertThat(inside.run(LinkLayerTest::hardwareAddress)).isEqualTo("02420a62044d");
      await().until(() -> Inside.seen("10.98.4.77", 80).equals("10.98.4.1"));
      host.networks().close(List.of(sandbox));
    }
  }

  private static Socket connect(Socket client, String address, int port) throws IOException {
    client.connect(new InetSocketAddress(address, port), 2000);
    return client;
  }

  private static int mtu(Inside inside) {
    return inside.run(LinkLayerTest::links).stream()
        .filter(link -> link.name().equals("eth0"))
        .mapToInt(Link::mtu)
        .sum();
  }

  private static List<Link> links() {
    try (var kernel = Rtnetlink.open()) {
      return kernel.links();
    }
  }

  private static String hardwareAddress() throws IOException {
    return HexFormat.of().formatHex(NetworkInterface.getByName("eth0").getHardwareAddress());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }

  private static String output(String... command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
