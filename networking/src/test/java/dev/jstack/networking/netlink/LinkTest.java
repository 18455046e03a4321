package dev.jstack.networking.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.address.MacAddress;
import org.junit.jupiter.api.Test;

/** The kernel describes a link as one asks for it. */
class LinkTest {
  @Test
  void aVlanIsKnownByItsParentAndTagNotByItsName() {
    assertThat(described(Links.vlan("office", 7, 10)).vlan()).contains(new Link.Vlan(7, 10));
  }

  @Test
  void aBridgeIsNone() {
    var bridge = Links.bridge("office", MacAddress.parse("02:00:00:00:00:07"), 1500, 3);

    assertThat(described(bridge).vlan()).isEmpty();
    assertThat(described(bridge)).extracting(Link::name, Link::group).containsExactly("office", 3);
  }

  private static Link described(Request request) {
    return Rtnetlink.link(Reply.next(request.message().finish(1)).body());
  }
}
