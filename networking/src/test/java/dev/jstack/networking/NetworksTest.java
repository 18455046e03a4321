package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.ConflictException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Once for each way of forwarding that this machine has. */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"nf_tables", "proxy"})
class NetworksTest {
  @TempDir Path directory;

  private final String firewall;
  private TestHost host;

  NetworksTest(String firewall) {
    this.firewall = firewall;
  }

  @BeforeEach
  void open() {
    host = new TestHost(directory, firewall);
    assumeTrue(host.networks().firewall().equals(firewall));
  }

  @AfterEach
  void nothingIsLeft() {
    host.close();
  }

  @Test
  void containersReachEachOtherByName() {
    host.networks().create(NetworkDefinition.named("p_default"));
    var web = host.inside(host.open("web", EndpointRequest.on("p_default", "frontend")));
    var db = host.open("db", EndpointRequest.on("p_default", "database"));
    var address = db.attachments().getFirst().address().getHostAddress();

    assertThat(web.addresses("database")).containsExactly(address);
    assertThat(web.addresses("DB.p_default")).containsExactly(address);
    assertThat(web.askTcp("db", Type.A).getSection(Section.ANSWER)).hasSize(1);
    host.inside(db).serve(5432);
    assertThat(web.fetch(address, 5432)).startsWith("10.");
  }

  @Test
  void aNameWithoutIpv6AnswersEmptyAtOnce() {
    host.networks().create(NetworkDefinition.named("p_default"));
    var web = host.inside(host.open("web", EndpointRequest.on("p_default")));

    var answer = web.ask("web", Type.AAAA);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
  }

  @Test
  void aPublishedPortLeadsToTheContainer() throws IOException {
    host.networks().create(NetworkDefinition.named("p_default"));
    var ports = List.of(PortRequest.of(null, 18080, 18080, 80, "tcp"));
    var web = host.open("web", ports, EndpointRequest.on("p_default"));

    host.inside(web).serve(80);
    assertThat(Inside.read("127.0.0.1", 18080)).startsWith("10.");
    assertThat(Inside.read("::1", 18080)).startsWith("10.");
    assertThat(web.ports())
        .extracting(Object::toString)
        .containsExactly("0.0.0.0:18080->80/tcp", "[::]:18080->80/tcp");
  }

  @Test
  void aPortInUseNamesItsHolder() {
    host.networks().create(NetworkDefinition.named("p_default"));
    var ports = List.of(PortRequest.of(null, 18080, 18080, 80, "tcp"));
    host.open("web", ports, EndpointRequest.on("p_default"));

    assertThatThrownBy(() -> host.open("other", ports, EndpointRequest.on("p_default")))
        .isInstanceOf(ConflictException.class)
        .hasMessage("port 18080/tcp on 0.0.0.0 is already in use by container web");
    assertThat(host.networks().sandbox(TestHost.id("other"))).isEmpty();
  }
}
