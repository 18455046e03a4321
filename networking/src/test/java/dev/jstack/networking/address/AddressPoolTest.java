package dev.jstack.networking.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressPoolTest {
  private final AddressPool pool = pool("10.64.0.0/29", "10.64.0.0/29");

  @Test
  void theFirstContainerGetsTheAddressAfterTheGateway() {
    assertThat(pool.allocate("a")).isEqualTo(ip("10.64.0.2"));
  }

  @Test
  void anAddressRestsBeforeItIsUsedAgain() {
    var first = pool.allocate("a");
    pool.release(first);

    assertThat(pool.allocate("b")).isEqualTo(ip("10.64.0.3"));
  }

  @Test
  void whoComesAgainGetsHisOwn() {
    for (String owner : List.of("a", "b", "c")) {
      pool.allocate(owner);
    }
    pool.release(ip("10.64.0.3"));
    pool.release(ip("10.64.0.4"));

    assertThat(pool.allocate("d")).isEqualTo(ip("10.64.0.5"));
    assertThat(pool.allocate("b")).isEqualTo(ip("10.64.0.3"));
    assertThat(pool.allocate("b")).as("twice at once").isEqualTo(ip("10.64.0.6"));
    assertThat(pool.allocate("e")).as("nothing else is left").isEqualTo(ip("10.64.0.4"));
    pool.release(ip("10.64.0.4"));
    assertThat(pool.allocate("e")).isEqualTo(ip("10.64.0.4"));
  }

  @Test
  void everyAddressIsHandedOutBeforeItEnds() {
    for (int i = 2; i <= 6; i++) {
      pool.allocate("container" + i);
    }
    assertThatThrownBy(() -> pool.allocate("x"))
        .hasMessageContaining("no available IPv4 addresses");

    pool.release(ip("10.64.0.4"));
    assertThat(pool.allocate("x")).isEqualTo(ip("10.64.0.4"));
  }

  @Test
  void aFixedAddressMayLieOutsideTheRangeButNotOutsideTheSubnet() {
    var part = pool("10.64.0.0/24", "10.64.0.128/25");

    assertThat(part.allocate("a")).isEqualTo(ip("10.64.0.129"));
    assertThat(part.allocate(ip("10.64.0.9"))).isEqualTo(ip("10.64.0.9"));
    assertThatThrownBy(() -> part.allocate(ip("10.64.0.9")))
        .hasMessage("address already in use: 10.64.0.9");
    assertThatThrownBy(() -> part.allocate(ip("11.1.1.1")))
        .hasMessage(
            "invalid address 11.1.1.1: it does not belong to any of this network's subnets");
  }

  @Test
  void anAdoptedAddressIsNotHandedOut() {
    pool.adopt("a", ip("10.64.0.3"));

    assertThat(List.of(pool.allocate("b"), pool.allocate("c")))
        .containsExactly(ip("10.64.0.4"), ip("10.64.0.5"));
  }

  private static AddressPool pool(String subnet, String range) {
    return new AddressPool(
        Subnet.parse(subnet), Subnet.parse(range), List.of(Subnet.parse(subnet).at(1)));
  }

  private static InetAddress ip(String text) {
    return Subnet.literal(text);
  }
}
