package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network's options and an endpoint's change. */
@Tag("root")
class NetworkOptionsTest {
  private static final String BRIDGE = "com.docker.network.bridge.";
  private static final PortRequest EIGHTY = PortRequest.of(null, 18080, 18080, 80, "tcp");

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

  /** Ports: 80 is published, 81 is not. */
  @ParameterizedTest
  @CsvSource({
    "nat,               -,         -, published",
    "nat-unprotected,   reached,   reached, published",
    "routed,            reached,   -, unpublished"
  })
  void aGatewayModeDecidesWhatRoutesReach(
      String mode, String eighty, String eightyOne, String published) {
    host.networks().create(network(Map.of(BRIDGE + "gateway_mode_ipv4", mode)));
    var web = host.open("web", List.of(EIGHTY), EndpointRequest.on("net"));
    host.inside(web).serve(80);
    host.inside(web).serve(81);
    var address = AddressText.of(web.attachments().getFirst().address());

    assertThat(lan(address, 80)).isEqualTo(eighty.equals("-") ? "-" : Lan.MACHINE);
    assertThat(lan(address, 81)).isEqualTo(eightyOne.equals("-") ? "-" : Lan.MACHINE);
    assertThat(lan(Lan.HOST, 18080)).isEqualTo(published.equals("published") ? Lan.MACHINE : "-");
  }

  @Test
  void aTrustedInterfaceRoutesToPublishedPorts() {
    host.networks().create(network(Map.of(BRIDGE + "trusted_host_interfaces", "lan0")));
    var web = host.open("web", List.of(EIGHTY), EndpointRequest.on("net"));
    host.inside(web).serve(80);
    host.inside(web).serve(81);
    var address = AddressText.of(web.attachments().getFirst().address());

    assertThat(lan(address, 80)).isEqualTo(Lan.MACHINE);
    assertThat(lan(address, 81)).isEqualTo("-");
  }

  @Test
  void aNetworkGoesOutUnderTheAddressThatItNames() throws IOException {
    host.networks().create(network(Map.of("com.docker.network.host_ipv4", Lan.HOST)));
    var web = host.inside(host.open("web", EndpointRequest.on("net")));

    try (var server = lan.serve(9000)) {
      assertThat(web.fetch(Lan.MACHINE, server.getLocalPort())).isEqualTo(Lan.HOST);
    }
  }

  @Test
  void anIsolatedNetworkHasNoHost() {
    var options = Map.of(BRIDGE + "gateway_mode_ipv4", "isolated");
    host.networks().create(network(options).closed());
    var web = host.open("web", EndpointRequest.on("net"));
    host.inside(web).serve(80);
    var mate = host.inside(host.open("mate", EndpointRequest.on("net")));
    var address = AddressText.of(web.attachments().getFirst().address());

    assertThat(Inside.seen(address, 80)).isEqualTo("-");
    assertThat(mate.run(() -> Inside.seen(address, 80))).isNotEqualTo("-");
    assertThatThrownBy(
            () -> host.networks().create(NetworkDefinition.named("x").withOptions(options)))
        .hasMessageStartingWith("gateway mode 'isolated' can only be used for an internal network");
  }

  @Test
  void containersOfANetworkWithoutIccDoNotMeet() {
    host.networks().create(network(Map.of(BRIDGE + "enable_icc", "false")));
    var web = host.open("web", EndpointRequest.on("net"));
    host.inside(web).serve(80);
    var mate = host.inside(host.open("mate", EndpointRequest.on("net")));
    var address = AddressText.of(web.attachments().getFirst().address());

    assertThat(mate.run(() -> Inside.seen(address, 80))).isEqualTo("-");
    assertThat(Inside.seen(address, 80)).as("the host").isNotEqualTo("-");
  }

  @Test
  void linksAreNamedSetAndSizedAsAskedFor() {
    var options =
        Map.of(
            "com.docker.network.container_iface_prefix",
            "net",
            "com.docker.network.driver.mtu",
            "1400",
            BRIDGE + "name",
            "mine0");
    host.networks().create(network(options));
    var sysctl =
        Map.of("com.docker.network.endpoint.sysctls", "net.ipv4.conf.IFNAME.log_martians=1");
    var web = host.open("web", EndpointRequest.on("net").withOptions(sysctl));

    assertThat(host.links()).contains("mine0");
    host.inside(web)
        .run(() -> {
          assertThat(Sysctl.read("ipv4/conf/net0/log_martians")).isEqualTo("1");
          assertThat(links())
              .filteredOn(link -> link.name().equals("net0"))
              .extracting(Link::mtu)
              .containsExactly(1400);
          return web;
        });
  }

  @Test
  void aMacvlanContainerIsAMachineOfTheParentsNetwork() {
    var subnet = new SubnetRequest("192.0.2.0/24", Lan.HOST, null, Map.of());
    host.networks()
        .create(
            NetworkDefinition.named("net")
                .by(NetworkDriver.MACVLAN)
                .withSubnets(subnet)
                .withOptions(Map.of("parent", "lan0")));
    var web = host.open("web", EndpointRequest.on("net").at("192.0.2.77"));
    host.inside(web).serve(80);

    await().untilAsserted(() -> assertThat(lan("192.0.2.77", 80)).isEqualTo(Lan.MACHINE));
    assertThat(host.inside(web).addresses("web")).containsExactly("192.0.2.77");
  }

  @Test
  void aMacvlanNetworkNeedsAParentThatIsThere() {
    var definition = NetworkDefinition.named("net").by(NetworkDriver.MACVLAN);

    assertThatThrownBy(() -> host.networks().create(definition))
        .hasMessageStartingWith("macvlan network net has no parent");
    assertThatThrownBy(
            () -> host.networks().create(definition.withOptions(Map.of("parent", "nowhere"))))
        .hasMessage("parent \"nowhere\" of network net is not there");
  }

  @Test
  void whatTheKernelLacksIsSaidBeforeAContainerWantsIt() {
    var ipvlan =
        NetworkDefinition.named("net")
            .by(NetworkDriver.IPVLAN)
            .withOptions(Map.of("parent", "lan0"));
    try {
      host.networks().create(ipvlan);
    } catch (JstackException e) {
      assertThat(e).hasMessage("this kernel has no ipvlan networks");
      return;
    }
    assertThat(host.open("web", EndpointRequest.on("net")).attachments()).hasSize(1);
  }

  @Test
  void aVlanOfTheParentIsMadeAndGoesWithItsLastNetwork() {
    var one = macvlan("one", "lan0.10", "10.98.1.0/24");
    try {
      host.networks().create(one);
    } catch (JstackException e) {
      assertThat(e).hasMessage("this kernel has no VLANs, so \"lan0.10\" can't be made");
      return;
    }
    host.networks().create(macvlan("two", "lan0.10", "10.98.2.0/24"));
    assertThat(host.open("web", EndpointRequest.on("one")).attachments()).hasSize(1);

    host.networks().remove(List.of(host.networks().find("two").orElseThrow()));
    assertThat(host.links()).contains("lan0.10");
    host.networks().close(List.of(host.networks().sandbox(TestHost.id("web")).orElseThrow()));
    host.networks().remove(List.of(host.networks().find("one").orElseThrow()));
    assertThat(host.links()).doesNotContain("lan0.10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lan0.0", "lan0.4095", "nowhere.10", "lan0.x"})
  void whatIsNoVlanIsNotMade(String parent) {
    assertThatThrownBy(() -> host.networks().create(macvlan("net", parent, "10.98.1.0/24")))
        .hasMessage("parent \"" + parent + "\" of network net is not there");
  }

  private static NetworkDefinition macvlan(String name, String parent, String subnet) {
    return NetworkDefinition.named(name)
        .by(NetworkDriver.MACVLAN)
        .withSubnets(new SubnetRequest(subnet, null, null, Map.of()))
        .withOptions(Map.of("parent", parent));
  }

  @Test
  void aSubnetThatCollidesNamesTheRouteAndItsDevice() {
    var subnet = new SubnetRequest("192.0.2.0/24", null, null, Map.of());

    assertThatThrownBy(
            () -> host.networks().create(NetworkDefinition.named("net").withSubnets(subnet)))
        .hasMessageStartingWith(
            "subnet 192.0.2.0/24 collides with route 192.0.2.0/24 on lan0 of this machine");
  }

  @Test
  void aContainerThatLeavesItsWayOutTakesTheNextAndItsPortsFollow() {
    host.networks().create(NetworkDefinition.named("a"));
    host.networks().create(NetworkDefinition.named("b"));
    var web = host.open("web", List.of(EIGHTY), EndpointRequest.on("a"));
    host.inside(web).serve(80);
    assertThat(lan(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);

    host.networks().connect(web, EndpointRequest.on("b"));
    host.networks().disconnect(web, host.networks().find("a").orElseThrow());
    assertThat(lan(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);

    host.networks().disconnect(web, host.networks().find("b").orElseThrow());
    assertThat(lan(Lan.HOST, 18080)).isEqualTo("-");
    assertThat(web.ports()).isEmpty();

    host.networks().connect(web, EndpointRequest.on("b"));
    assertThat(lan(Lan.HOST, 18080)).isEqualTo(Lan.MACHINE);
  }

  private static List<Link> links() {
    try (var inside = Rtnetlink.open()) {
      return inside.links();
    }
  }

  private static NetworkDefinition network(Map<String, String> options) {
    return NetworkDefinition.named("net").withOptions(options);
  }

  private String lan(String address, int port) {
    return lan.run(() -> Inside.seen(address, port));
  }
}
