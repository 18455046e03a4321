package dev.jstack.networking.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.netlink.Nfnetlink.Change;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class ForwardPoliciesTest {
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

      assertThat(ForwardPolicies.dropping()).containsExactly("chain FORWARD of table ip filter");

      kernel.run(
          "remove it",
          List.of(Change.delete(DELETE_TABLE, Nfnetlink.IPV4, m -> m.attributeText(1, "filter"))));
    }
    assertThat(ForwardPolicies.dropping()).isEmpty();
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
