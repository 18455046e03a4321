package dev.jstack.networking.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetChoiceTest {
  @Test
  void theSameNameGetsTheSameSubnet() {
    var first = SubnetChoice.ipv4("shop_default", List.of()).orElseThrow();

    assertThat(first.prefix()).isEqualTo(22);
    assertThat(Subnet.parse("10.64.0.0/10").contains(first)).isTrue();
    assertThat(SubnetChoice.ipv4("shop_default", List.of())).contains(first);
    assertThat(SubnetChoice.ipv4("shop_backend", List.of())).isNotEqualTo(first);
  }

  @Test
  void whatIsInUseIsAvoided() {
    var used = new ArrayList<Subnet>();
    for (int i = 0; i < 50; i++) {
      var chosen = SubnetChoice.ipv4("shop_default", used).orElseThrow();
      assertThat(used).noneMatch(chosen::overlaps);
      used.add(chosen);
    }
  }

  @Test
  void aVpnOverAllOfTenSendsUsElsewhere() {
    var used = subnets(List.of("10.0.0.0/8"), List.of("172.16.0.53"));

    assertThat(SubnetChoice.ipv4("shop_default", used).orElseThrow().toString()).startsWith("172.");
  }

  @Test
  void routesForEverythingAreNotInUse() {
    assertThat(subnets(List.of("0.0.0.0/0", "0.0.0.0/1"), List.of("fe80::1%eth0")))
        .containsExactly(Subnet.parse("fe80::1/128"));
  }

  private static List<Subnet> subnets(List<String> routes, List<String> servers) {
    var taken =
        routes.stream().map(text -> new Taken(Subnet.parse(text), "route " + text, true)).toList();
    return HostAddresses.inUse(taken, servers).stream().map(Taken::subnet).toList();
  }

  @Test
  void aUniqueLocalSubnetIsItsNamesOwnAndAvoidsWhatIsInUse() {
    var first = SubnetChoice.ipv6("shop_default", List.of());

    assertThat(first.toString()).startsWith("fd").endsWith("/64");
    assertThat(SubnetChoice.ipv6("shop_default", List.of())).isEqualTo(first);
    assertThat(SubnetChoice.ipv6("shop_default", List.of(first))).isNotEqualTo(first);
  }

  @Test
  void nothingFreeIsNothing() {
    assertThat(SubnetChoice.ipv4("shop", List.of(Subnet.parse("0.0.0.0/0")))).isEmpty();
  }
}
