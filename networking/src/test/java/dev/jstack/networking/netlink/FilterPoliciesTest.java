package dev.jstack.networking.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.netlink.Nfnetlink.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("root")
class FilterPoliciesTest {
  private static final int NEW_TABLE = 0;
  private static final int DELETE_TABLE = 2;
  private static final int NEW_CHAIN = 3;

  @Test
  void aFirewallThatDropsIsNamed() {
    try (var kernel = Nfnetlink.open()) {
      kernel.run(
          "make a firewall",
          List.of(
              Change.create(NEW_TABLE, Nfnetlink.IPV4, m -> m.attributeText(1, "filter")),
              chain("FORWARD", 2, 0),
              chain("INPUT", 1, 0),
              chain("LATER", 2, 1)));

      assertThat(FilterPolicies.dropping()).containsExactly("chain FORWARD of table ip filter");

      kernel.run(
          "remove it",
          List.of(Change.delete(DELETE_TABLE, Nfnetlink.IPV4, m -> m.attributeText(1, "filter"))));
    }
    assertThat(FilterPolicies.dropping()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter drop", "reject", "log reject with icmpx admin-prohibited"})
  void aLastRuleThatRefusesAllIsLikeAPolicy(String rule) throws Exception {
    assumeTrue(isThere("nft"), "nft is not installed");
    run("nft", "add table inet firewalld");
    run("nft", "add chain inet firewalld fw { type filter hook forward priority 10; }");
    run("nft", "add rule inet firewalld fw ct state established accept");
    assertThat(FilterPolicies.dropping()).isEmpty();

    run("nft", "add rule inet firewalld fw " + rule);
    assertThat(FilterPolicies.dropping()).containsExactly("chain fw of table inet firewalld");

    run("nft", "add rule inet firewalld fw tcp dport 80 drop");
    assertThat(FilterPolicies.dropping()).isEmpty();
    run("nft", "delete table inet firewalld");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-legacy", "ip6tables-legacy"})
  void anOldFirewallThatDropsIsNamed(String iptables) throws Exception {
    assumeTrue(isThere(iptables), iptables + " is not installed");
    run(iptables, "-A FORWARD -p tcp --dport 80 -m comment --comment long -j ACCEPT");
    assertThat(FilterPolicies.dropping()).isEmpty();

    run(iptables, "-P FORWARD DROP");
    var family = iptables.startsWith("ip6") ? "ip6" : "ip";
    assertThat(FilterPolicies.dropping())
        .containsExactly("chain FORWARD of table " + family + " filter (iptables-legacy)");

    run(iptables, "-P FORWARD ACCEPT");
    run(iptables, "-F");
    assertThat(FilterPolicies.dropping()).isEmpty();
  }

  @Test
  void aFirewallThatDoesNotSeePublishedPortsIsNamed() {
    try (var kernel = Nfnetlink.open()) {
      kernel.run(
          "make a firewall",
          List.of(
              Change.create(NEW_TABLE, Nfnetlink.IPV4, m -> m.attributeText(1, "filter")),
              chain("INPUT", 1, 0),
              chain("FORWARD", 2, 1)));
      assertThat(FilterPolicies.bypassed()).containsExactly("chain INPUT of table ip filter");

      kernel.run("refuse those, too", List.of(chain("ALL", 2, 0)));
      assertThat(FilterPolicies.bypassed()).isEmpty();

      kernel.run(
          "remove it",
          List.of(Change.delete(DELETE_TABLE, Nfnetlink.IPV4, m -> m.attributeText(1, "filter"))));
    }
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  /** In the test's own network namespace. */
  private static void run(String program, String arguments) throws Exception {
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments.split(" ")));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static Change chain(String name, int hook, int policy) {
    return Change.create(
        NEW_CHAIN,
        Nfnetlink.IPV4,
        m ->
            m.attributeText(1, "filter")
                .attributeText(3, name)
                .nested(4, h -> h.attributeBe32(1, hook).attributeBe32(2, 0))
                .attributeBe32(5, policy)
                .attributeText(7, "filter"));
  }
}
