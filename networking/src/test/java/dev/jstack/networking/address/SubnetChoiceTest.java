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
    var used = HostAddresses.inUse(List.of(Subnet.parse("10.0.0.0/8")), List.of("172.16.0.53"));

    assertThat(SubnetChoice.ipv4("shop_default", used).orElseThrow().toString()).startsWith("172.");
  }

  @Test
  void routesForEverythingAreNotInUse() {
    var routes = List.of(Subnet.parse("0.0.0.0/0"), Subnet.parse("0.0.0.0/1"));

    assertThat(HostAddresses.inUse(routes, List.of("fe80::1%eth0")))
        .containsExactly(Subnet.parse("fe80::1/128"));
  }

  @Test
  void nothingFreeIsNothing() {
    assertThat(SubnetChoice.ipv4("shop", List.of(Subnet.parse("0.0.0.0/0")))).isEmpty();
  }
}
