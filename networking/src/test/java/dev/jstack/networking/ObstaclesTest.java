package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Rtnetlink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VPN comes up while networks are there. */
@Tag("root")
class ObstaclesTest {
  private static final int GROUP = 0x1b;

  @TempDir Path directory;

  private final Rtnetlink kernel = Rtnetlink.open();
  private TestHost host;

  @BeforeEach
  void twoNetworks() {
    host = new TestHost(directory, "nf_tables");
    var own = new SubnetRequest("10.99.3.0/24", null, null, Map.of());
    host.networks().create(NetworkDefinition.named("own").withSubnets(own));
    host.networks().create(NetworkDefinition.named("shop"));
    host.open("web", EndpointRequest.on("own"));
    kernel.run(Links.bridge("vpn0", MacAddress.parse("02:00:00:00:00:07"), 1500, GROUP));
  }

  @AfterEach
  void nothingIsLeft() {
    kernel.run(List.of(Links.deleteGroup(GROUP)));
    kernel.close();
    host.close();
  }

  @Test
  void withoutOneThereIsNothingToSay() {
    assertThat(host.networks().collisions(List.of("own", "shop"))).isEmpty();
  }

  @Test
  void aRouteIntoTheSubnetIsNamed() {
    connect("10.99.3.129", 25);

    assertThat(host.networks().collisions(List.of("own", "shop")))
        .containsExactly(
            "network \"own\" has subnet 10.99.3.0/24, but route 10.99.3.128/25 on vpn0 leads"
                + " packets to its containers elsewhere; to get another subnet, remove the network"
                + " and make it again (down, up)");
    assertThat(host.networks().collisions(List.of("shop"))).isEmpty();
  }

  @Test
  void aRouteOverASubnetThatNobodyChoseIsNamed() {
    var subnet = host.networks().find("shop").orElseThrow().subnets().getFirst().subnet();
    connect("10.64.0.9", 10);

    assertThat(host.networks().collisions(List.of("own", "shop")))
        .containsExactly(
            "network \"shop\" has subnet "
                + subnet
                + ", but route 10.64.0.0/10 on vpn0 leads there, too: this machine reaches nothing"
                + " else in that subnet; to get another subnet, remove the network and make it"
                + " again (down, up)");
  }

  @Test
  void aRouteOverASubnetThatTheUserChoseIsTheirs() {
    connect("10.0.0.9", 8);

    assertThat(host.networks().collisions(List.of("own"))).isEmpty();
  }

  @Test
  void itIsToldByItselfOncePerComing() {
    var told = new LinkedBlockingQueue<String>();
    host.networks().watch((network, words) -> told.add(network.name() + ": " + words));
    connect("10.0.0.9", 8);
    connect("10.99.3.129", 25);

    var words = "own: " + host.networks().collisions(List.of("own")).getFirst();
    await().until(() -> told.contains(words));
    kernel.run(List.of(Links.deleteGroup(GROUP)));
    await().until(() -> host.networks().collisions(List.of("own")).isEmpty());
    kernel.run(Links.bridge("vpn0", MacAddress.parse("02:00:00:00:00:07"), 1500, GROUP));
    connect("10.99.3.129", 25);
    await().until(() -> told.stream().filter(words::equals).count() == 2);
    assertThat(told).hasSizeLessThanOrEqualTo(4);
  }

  private void connect(String address, int prefix) {
    int vpn = kernel.link("vpn0").orElseThrow().index();
    var broadcast = new Subnet(Subnet.literal(address), prefix).broadcast();
    kernel.run(Addresses.add(vpn, Subnet.literal(address), prefix, broadcast));
  }
}
