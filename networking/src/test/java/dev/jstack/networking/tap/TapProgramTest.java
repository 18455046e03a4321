package dev.jstack.networking.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.address.Subnet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TapProgramTest {
  private static final Path NAMESPACE = Path.of("/run/user/1000/jstack/netns");

  @Test
  void neitherLeadsToTheHostsLoopback() {
    var subnet = Subnet.parse("10.0.2.0/24");
    assertThat(TapProgram.PASTA.options(NAMESPACE, subnet))
        .contains("--no-map-gw", "--tcp-ns=none", "--udp-ns=none")
        .contains("--address=10.0.2.100", "--netmask=24", "--gateway=10.0.2.2")
        .endsWith("--netns=/run/user/1000/jstack/netns");
    assertThat(TapProgram.SLIRP.options(NAMESPACE, subnet))
        .contains("--disable-host-loopback", "--cidr=10.0.2.0/24", "--enable-sandbox")
        .endsWith("/run/user/1000/jstack/netns", "tap0");
  }
}
