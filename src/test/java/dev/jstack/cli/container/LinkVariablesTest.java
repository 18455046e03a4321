package dev.jstack.cli.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkVariablesTest {
  @Test
  void theFirstTcpPortIsTheOne() {
    var link =
        new LinkVariables(
            "my-db",
            "172.17.0.2",
            List.of("53/udp", "8080/tcp", "80/tcp"),
            new TreeMap<>(Map.of("PATH", "/bin", "USER", "app")));

    assertThat(link.in("web"))
        .containsEntry("MY_DB_PORT", "tcp://172.17.0.2:80")
        .containsEntry("MY_DB_PORT_8080_TCP", "tcp://172.17.0.2:8080")
        .containsEntry("MY_DB_PORT_8080_TCP_ADDR", "172.17.0.2")
        .containsEntry("MY_DB_PORT_8080_TCP_PORT", "8080")
        .containsEntry("MY_DB_PORT_53_UDP_PROTO", "udp")
        .containsEntry("MY_DB_NAME", "/web/my-db")
        .containsEntry("MY_DB_ENV_USER", "app")
        .doesNotContainKey("MY_DB_ENV_PATH");
  }

  @Test
  void withoutPortsThereIsItsName() {
    assertThat(new LinkVariables("db", "172.17.0.2", List.of(), Map.of()).in("web"))
        .isEqualTo(Map.of("DB_NAME", "/web/db"));
  }
}
