package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.Network.Range;
import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.port.PortRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTextTest {
  @Test
  void anyTextComesBackAsItWas() {
    var text = new StateText().add("label", "a\tb", "c\\n\nd\r").add("none").add("empty", "");

    var read = StateText.parse(text.toString());

    assertThat(read.list("label")).containsExactly("a\tb", "c\\n\nd\r");
    assertThat(read.list("none")).isEmpty();
    assertThat(read.list("empty")).containsExactly("");
    assertThat(text.toString()).hasLineCount(3);
  }

  @Test
  void aNetworkComesBackAsItWas() {
    var subnet = Subnet.parse("10.64.0.0/24");
    var network =
        new Network(
            "ab".repeat(32),
            new NetworkDefinition(
                "p_default",
                NetworkDriver.MACVLAN,
                Map.of("com.docker.compose.project", "p\nq"),
                true,
                true,
                false,
                true,
                List.of(new SubnetRequest("10.64.0.0/24", null, null, Map.of("x", "10.64.0.9"))),
                Map.of("com.docker.network.driver.mtu", "1400")),
            "jsk00001234",
            List.of(new Range(subnet, subnet.at(1), subnet, List.of(subnet.at(1), subnet.at(9)))),
            1400,
            Instant.parse("2026-01-02T03:04:05.678Z"));

    assertThat(NetworkStore.read(StateText.parse(NetworkStore.write(network).toString())))
        .isEqualTo(network);
  }

  @Test
  void aSandboxComesBackAsItWas() {
    var attachment =
        new Attachment(
            "ab".repeat(32),
            "p_default",
            "eth0",
            "jsv000000001",
            MacAddress.parse("02:42:0A:40:00:02"),
            List.of(Subnet.literal("10.64.0.2")),
            List.of(Subnet.literal("169.254.8.8")),
            List.of("p-web-1", "web"),
            5,
            Map.of("a", "b"));
    var state =
        new SandboxState(
            "cd".repeat(32),
            "p-web-1",
            "web",
            List.of(attachment),
            List.of(PortRequest.of(null, 8080, 8090, 80, "tcp")),
            List.of(
                PortRequest.of(null, 8080, 8080, 80, "tcp"),
                PortRequest.of("127.0.0.1", 53, 53, 53, "udp")),
            List.of("a=b"),
            new ResolverSettings(List.of(), List.of("lan"), List.of(), Map.of("db", "p-db-1")),
            40123);

    assertThat(SandboxState.read(StateText.parse(state.write("boot").toString()))).isEqualTo(state);
  }
}
