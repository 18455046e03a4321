package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.networking.dns.ResolvConf;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
  private static final Optional<InetAddress> GATEWAY =
      Optional.of(InetAddress.ofLiteral("10.64.0.1"));
  private static final ResolvConf HOST =
      new ResolvConf(List.of("10.0.0.53"), List.of("lan"), List.of("timeout:1"));

  @Test
  void hostsNamesTheContainerAndItsHost() {
    var hosts =
        HostFiles.hosts(
            List.of("db=10.1.2.3", "gate:host-gateway"),
            "web.example.com",
            List.of(InetAddress.ofLiteral("10.64.0.2")),
            GATEWAY,
            false);

    assertThat(hosts)
        .isEqualTo(
            """
            127.0.0.1\tlocalhost
            10.1.2.3\tdb
            10.64.0.1\tgate
            10.64.0.1\thost.docker.internal
            10.64.0.2\tweb.example.com web
            """);
  }

  @Test
  void theUsersHostDockerInternalWins() {
    var hosts =
        HostFiles.hosts(List.of("host.docker.internal=10.9.9.9"), "web", List.of(), GATEWAY, false);

    assertThat(hosts).isEqualTo("127.0.0.1\tlocalhost\n10.9.9.9\thost.docker.internal\n");
  }

  @Test
  void inTheHostsNetworkItIsTheHostsFileUnlessTheUserHasLines(@TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("hosts"), "10.0.0.1\tprinter\n");

    assertThat(HostFiles.hostMode(file, List.of(), false)).isEqualTo("10.0.0.1\tprinter\n");
    assertThat(HostFiles.hostMode(file, List.of("db=10.1.2.3"), false))
        .isEqualTo("127.0.0.1\tlocalhost\n10.1.2.3\tdb\n");
  }

  @Test
  void anExtraHostNeedsAnAddress() {
    assertThatThrownBy(() -> HostFiles.hosts(List.of("db"), "web", List.of(), GATEWAY, false))
        .hasMessage("bad format for extra host \"db\": expected name=address");
  }

  @Test
  void resolvConfKeepsTheHostsSearchListAndOptions() {
    assertThat(HostFiles.resolvConf(HOST, ResolverSettings.host()))
        .isEqualTo("nameserver 127.0.0.11\nsearch lan\noptions timeout:1 ndots:0\n");
  }

  @Test
  void eachPartThatTheUserSetReplacesTheHosts() {
    var settings =
        new ResolverSettings(List.of("9.9.9.9"), List.of("."), List.of("ndots:2", "rotate"));

    assertThat(HostFiles.resolvConf(HOST, settings))
        .isEqualTo("nameserver 127.0.0.11\noptions ndots:2 rotate\n\n# ExtServers: [9.9.9.9]\n");
    assertThat(HostFiles.merge(HOST, settings).toString())
        .isEqualTo("nameserver 9.9.9.9\noptions ndots:2 rotate\n");
  }
}
