package dev.jstack.networking.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.address.Taken;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapSubnetTest {
  @Test
  void itIsTheUsualOneOfSlirp() {
    assertThat(TapSubnet.choose(taken("0.0.0.0/0", "192.168.1.0/24"))).hasToString("10.0.2.0/24");
  }

  @Test
  void itKeepsOffWhatTheHostAndTheNetworksHave() {
    assertThat(TapSubnet.choose(taken("10.0.2.15/32", "10.0.3.0/24"))).hasToString("10.0.4.0/24");
    assertThat(TapSubnet.choose(taken("10.0.0.0/22"))).hasToString("10.0.4.0/24");
  }

  @Test
  void aVpnThatHasTheWholeRangeDoesNotForbidIt() {
    assertThat(TapSubnet.choose(taken("10.0.0.0/8"))).hasToString("10.0.2.0/24");
  }

  private static List<Taken> taken(String... subnets) {
    return Arrays.stream(subnets)
        .map(text -> new Taken(Subnet.parse(text), "route " + text, true))
        .toList();
  }
}
