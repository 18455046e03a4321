package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.networking.netlink.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines come and go, and one of them was lost with its directories. */
@Tag("root")
class LeftoversTest {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:77");

  @TempDir Path directory;

  private final Rtnetlink links = Rtnetlink.open();
  private TestHost host;

  @BeforeEach
  void anEngineWithANetwork() {
    host = new TestHost(directory, "nf_tables");
    host.networks().create(NetworkDefinition.named("ours"));
  }

  @AfterEach
  void nothingIsLeft() {
    links.run(Links.delete("foreign0"));
    host.close();
    links.close();
  }

  @Test
  void onlyWhatALostEngineLeftGoes() throws IOException {
    var ours = host.networks().find("ours").orElseThrow().bridge();
    var stopped =
        bridge(Files.createDirectories(directory.resolve("stopped/networks")).getParent());
    var lost = LinkNames.of(directory.resolve("lost"));
    var bridge = bridge(directory.resolve("lost"));
    links.run(Links.bridge("foreign0", MAC, 1500, 7));
    try (var firewall = Networks.firewall(lost)) {
      firewall.replace(List.of());
    }
    Files.createDirectories(directory.resolve("run/networks"));

    assertThat(host.networks().leftovers(false))
        .isEqualTo(new Leftovers(List.of(bridge), List.of(lost.table())));
    assertThat(host.networks().leftovers(true).links()).containsExactly(bridge);

    assertThat(host.links()).contains(ours, stopped, "foreign0").doesNotContain(bridge);
    assertThat(Tables.names()).doesNotContain(lost.table());
    assertThat(host.networks().leftovers(false)).isEqualTo(new Leftovers(List.of(), List.of()));
    links.run(Links.delete(stopped));
  }

  /** As an engine of that run directory makes it. */
  private String bridge(Path runDirectory) {
    var names = LinkNames.of(runDirectory);
    var name = names.bridge("0123456789abcdef");
    links.run(Links.bridge(name, MAC, 1500, names.group()));
    links.run(Links.alias(name, names.runDirectory()));
    return name;
  }
}
