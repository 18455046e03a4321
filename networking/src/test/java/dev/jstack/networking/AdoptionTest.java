package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.port.PortRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine ends without taking anything down; the next one goes on. */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"nf_tables", "proxy"})
class AdoptionTest {
  @TempDir Path directory;

  private final String firewall;
  private TestHost host;
  private Process program;

  AdoptionTest(String firewall) {
    this.firewall = firewall;
  }

  @BeforeEach
  void aContainerThatOutlivesItsEngine() throws IOException {
    host = new TestHost(directory, firewall);
    host.networks().create(NetworkDefinition.named("p_default"));
    var ports = List.of(PortRequest.of(null, 18080, 18080, 80, "tcp"));
    var web = host.open("web", ports, EndpointRequest.on("p_default", "frontend"));
    host.inside(web).serve(80);
    program = host.inside(web).run(() -> new ProcessBuilder("sleep", "60").start());
    host.open("gone", EndpointRequest.on("p_default"));
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    program.destroyForcibly().waitFor();
    host.close();
  }

  @Test
  void namesPortsAndAddressesAreAsBefore() throws IOException {
    var before = host.networks().sandbox(TestHost.id("web")).orElseThrow();
    var attachments = before.attachments();
    var hosts = before.hosts();

    var adopted = host.restart(Map.of(TestHost.id("web"), namespace()));

    assertThat(adopted).hasSize(1);
    var web = adopted.getFirst();
    assertThat(web.attachments()).isEqualTo(attachments);
    assertThat(web.hosts()).isEqualTo(hosts);
    assertThat(web.ports()).hasSize(2);
    assertThat(host.inside(web).addresses("frontend"))
        .containsExactly(attachments.getFirst().address().getHostAddress());
    assertThat(Inside.read("127.0.0.1", 18080)).startsWith("10.");
  }

  @Test
  void whatBelongsToNobodyIsSweptAndItsNameIsGone() {
    var adopted = host.restart(Map.of(TestHost.id("web"), namespace()));

    assertThat(host.links()).filteredOn(name -> name.startsWith("jsv")).hasSize(1);
    assertThat(host.inside(adopted.getFirst()).addresses("gone")).isEmpty();
  }

  @Test
  void aNewContainerGetsAnotherAddress() {
    var web = host.restart(Map.of(TestHost.id("web"), namespace())).getFirst();

    var next = host.open("next", EndpointRequest.on("p_default"));

    assertThat(next.attachments().getFirst().address())
        .isNotEqualTo(web.attachments().getFirst().address());
  }

  private Path namespace() {
    return Path.of("/proc/" + program.pid() + "/ns/net");
  }

  @Test
  void aNameServersPortThatTheContainerTookIsReplaced() throws IOException {
    assumeTrue(firewall.equals("nf_tables"), "the proxy redirects no name server port");
    host.networks().close();
    int port = host.dnsPort("web");
    host.inside(namespace()).echo(InetAddress.ofLiteral("127.0.0.11"), port);

    var adopted = host.restart(Map.of(TestHost.id("web"), namespace()));

    assertThat(host.inside(adopted.getFirst()).addresses("frontend")).hasSize(1);
    assertThat(host.dnsPort("web")).isNotEqualTo(port);
  }
}
