package dev.jstack.networking.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.dns.NameTable.Entry;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NameTableTest {
  private static final InetAddress FIRST = InetAddress.ofLiteral("10.64.0.2");
  private static final InetAddress SECOND = InetAddress.ofLiteral("10.64.0.3");

  private static final InetAddress THIRD = InetAddress.ofLiteral("10.65.0.3");

  private final NameTable names = new NameTable();

  @BeforeEach
  void twoReplicasOnTheBackend() {
    names.add("n1", "p_back", new Entry("c1", List.of("p-db-1", "DB"), List.of(FIRST)));
    names.add("n1", "p_back", new Entry("c2", List.of("p-db-2", "db"), List.of(SECOND)));
  }

  @Test
  void aServiceHasTheAddressesOfAllItsReplicasInAnyOrder() {
    var orders = new HashSet<List<InetAddress>>();
    for (int i = 0; i < 100; i++) {
      orders.add(names.addresses(Set.of("n1"), "db").orElseThrow());
    }

    assertThat(orders).containsExactlyInAnyOrder(List.of(FIRST, SECOND), List.of(SECOND, FIRST));
  }

  @Test
  void whereTwoNetworksKnowANameTheFirstHasIt() {
    names.add("n3", "p_front", new Entry("c2", List.of("p-db-2", "db"), List.of(THIRD)));

    assertThat(names.addresses(List.of("n3", "n1"), "db")).contains(List.of(THIRD));
    assertThat(names.addresses(List.of("n1", "n3"), "p-db-2")).contains(List.of(SECOND));
  }

  @Test
  void aNameIsKnownWithItsNetworkToo() {
    assertThat(names.addresses(Set.of("n1"), "p-db-1.p_back")).contains(List.of(FIRST));
  }

  @Test
  void aNameOfAnotherNetworkIsNotFoundButNotToldToAnyoneEither() {
    assertThat(names.addresses(Set.of("n2"), "db")).isEmpty();
    assertThat(names.isOurs("db")).isTrue();
    assertThat(names.isOurs("p-db-1.p_back")).isTrue();
    assertThat(names.isOurs("example.com")).isFalse();
  }

  @Test
  void aNetworkThatIsCalledLikeADomainDoesNotHideIt() {
    names.add("n3", "com", new Entry("c3", List.of("web"), List.of(FIRST)));

    assertThat(names.isOurs("web.com")).isTrue();
    assertThat(names.isOurs("example.com")).isFalse();
  }

  @Test
  void aContainerThatLeavesIsForgottenAndItsTwinIsNot() {
    names.remove("n1", "c1");

    assertThat(names.addresses(Set.of("n1"), "db")).contains(List.of(SECOND));
    assertThat(names.addresses(Set.of("n1"), "p-db-1")).isEmpty();
    assertThat(names.name(Set.of("n1"), FIRST)).isEmpty();
    assertThat(names.isOurs("p-db-1")).isTrue();
  }

  @Test
  void anAddressHasTheContainersName() {
    assertThat(names.name(Set.of("n1"), SECOND)).contains("p-db-2.p_back");
    assertThat(names.name(Set.of("n2"), SECOND)).isEmpty();
  }
}
