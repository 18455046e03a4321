package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Fd;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        .hasMessage(
            "bind for 0.0.0.0:18080/tcp failed: port is already allocated by container web");
    assertThat(host.networks().sandbox(TestHost.id("other"))).isEmpty();
  }

  @Test
  void aGivenNamespaceIsClosedWhateverFails() {
    host.networks().create(NetworkDefinition.named("p_default"));
    host.open("web", EndpointRequest.on("p_default"));

    for (var name : List.of("web", "other")) {
      var given = Fd.open("/proc/thread-self/ns/net", Fd.O_RDONLY);
      var request =
          new SandboxRequest(
              TestHost.id(name),
              name,
              name,
              List.of(EndpointRequest.on("nowhere")),
              List.of(),
              List.of(),
              ResolverSettings.host(),
              given);
      assertThatThrownBy(() -> host.open(request)).isInstanceOf(JstackException.class);
      assertThat(given.isOpen()).isFalse();
    }
  }

  @Test
  void aPortInUseByAnotherProgramNamesThatProgram() throws IOException {
    host.networks().create(NetworkDefinition.named("p_default"));
    try (var mine = new ServerSocket(18080)) {
      var ports = List.of(PortRequest.of(null, mine.getLocalPort(), 18080, 80, "tcp"));
      var expected =
          "bind for 0.0.0.0:18080/tcp failed: address already in use by java (pid "
              + ProcessHandle.current().pid()
              + ")";

      assertThatThrownBy(() -> host.open("web", ports, EndpointRequest.on("p_default")))
          .isInstanceOf(ConflictException.class)
          .hasMessage(expected);
      assertThatThrownBy(() -> host.networks().checkPorts(Map.of("web", ports), List.of()))
          .hasMessage("web: " + expected);
    }
  }

  @Test
  void allPortProblemsAreToldAtOnceAndThoseOfReplacedContainersAreNone() {
    host.networks().create(NetworkDefinition.named("p_default"));
    var eighty = PortRequest.of(null, 18080, 18080, 80, "tcp");
    var loopback = PortRequest.of("127.0.0.1", 18080, 18080, 80, "tcp");
    var old = host.open("old", List.of(eighty), EndpointRequest.on("p_default"));
    var wanted = new LinkedHashMap<String, List<PortRequest>>();
    wanted.put("a", List.of(eighty));
    wanted.put("b", List.of(loopback));

    assertThatThrownBy(() -> host.networks().checkPorts(wanted, List.of()))
        .hasMessage(
            "a: bind for 0.0.0.0:18080/tcp failed: port is already allocated by container old\n"
                + "b: port 18080/tcp on 127.0.0.1 is wanted by a, too");
    host.networks().checkPorts(Map.of("new", List.of(eighty)), List.of(old.containerId()));
  }

  @Test
  void aFreePortIsFoundWhereTheUserNamesNoneOrARange() throws IOException {
    host.networks().create(NetworkDefinition.named("p_default"));
    var any = PortRequest.of(null, 0, 0, 80, "tcp");
    var range = PortRequest.of(null, 18090, 18092, 80, "tcp");
    host.open("first", List.of(range), EndpointRequest.on("p_default"));
    var web = host.open("second", List.of(any, range), EndpointRequest.on("p_default"));
    host.inside(web).serve(80);

    assertThat(web.ports()).extracting(PublishedPort::hostPort).contains(18091).doesNotContain(0);
    for (var port : web.ports()) {
      assertThat(Inside.read("127.0.0.1", port.hostPort())).startsWith("10.");
    }
  }

  @Test
  void datagramsFindTheirWayThereAndBack() throws IOException {
    host.networks().create(NetworkDefinition.named("p_default"));
    var ports = List.of(PortRequest.of(null, 18053, 18053, 53, "udp"));
    var server = host.open("server", ports, EndpointRequest.on("p_default"));
    var other = host.open("other", EndpointRequest.on("p_default"));
    host.inside(server).echo(server.attachments().getFirst().address(), 53);

    assertThat(Inside.ask("127.0.0.1", 18053, "hello")).isEqualTo("hello");
    assertThat(Inside.ask("::1", 18053, "hello")).isEqualTo("hello");
    var gateway = host.networks().list().getFirst().subnets().getFirst().gateway();
    var answer = host.inside(other).run(() -> Inside.ask(gateway.getHostAddress(), 18053, "hello"));
    assertThat(answer).isEqualTo("hello");
  }

  @Test
  void anIpv6NetworkHasBothFamilies() throws IOException {
    host.networks().create(NetworkDefinition.named("six").withIpv6());
    var ports = List.of(PortRequest.of(null, 18080, 18080, 80, "tcp"));
    var web = host.open("web", ports, EndpointRequest.on("six"));
    var other = host.inside(host.open("other", EndpointRequest.on("six")));
    host.inside(web).serve(80);
    var address = web.attachments().getFirst().addresses().getLast().getHostAddress();

    assertThat(address).startsWith("fd");
    assertThat(other.ask("web", Type.AAAA).getSection(Section.ANSWER)).hasSize(1);
    assertThat(other.fetch(address, 80)).startsWith("fd");
    assertThat(Inside.read("::1", 18080)).isNotEmpty();
  }

  @Test
  void theUsersAddressesAreHisToChoose() {
    var subnet =
        new SubnetRequest("10.9.8.0/24", "10.9.8.254", "10.9.8.64/26", Map.of("x", "10.9.8.65"));
    host.networks().create(NetworkDefinition.named("own").withSubnets(subnet));
    var fixed = EndpointRequest.on("own").at("10.9.8.7").as("lan0");

    var web = host.open("web", fixed).attachments().getFirst();
    var next = host.open("next", EndpointRequest.on("own")).attachments().getFirst();

    assertThat(web.address().getHostAddress()).isEqualTo("10.9.8.7");
    assertThat(web.interfaceName()).isEqualTo("lan0");
    assertThat(web.mac()).hasToString("02:42:0a:09:08:07");
    assertThat(next.address().getHostAddress()).isEqualTo("10.9.8.66");
    assertThatThrownBy(() -> host.open("third", fixed))
        .hasMessage("address already in use: 10.9.8.7");
  }

  @Test
  void aFixedAddressNeedsTheUsersSubnet() {
    host.networks().create(NetworkDefinition.named("p_default"));
    var fixed = EndpointRequest.on("p_default").at("10.9.8.7");

    assertThatThrownBy(() -> host.open("web", fixed))
        .hasMessage(
            "user specified IP address is supported only when connecting to networks with user"
                + " configured subnets");
  }

  @Test
  void networksDontOverlapAndDontShareANameAndDontVanishUnderContainers() {
    var subnet = new SubnetRequest("10.9.0.0/16", null, null, Map.of());
    var own = NetworkDefinition.named("own").withSubnets(subnet);
    var inside = new SubnetRequest("10.9.8.0/24", null, null, Map.of());
    var other = NetworkDefinition.named("two").withSubnets(inside);
    var network = host.networks().create(own);
    host.open("web", EndpointRequest.on("own"));

    assertThatThrownBy(() -> host.networks().create(own))
        .hasMessage("network with name own already exists");
    assertThatThrownBy(() -> host.networks().create(other))
        .hasMessage(
            "pool overlaps with other one on this address space: 10.9.8.0/24 with network own");
    assertThatThrownBy(() -> host.networks().remove(List.of(network)))
        .hasMessage("network own has active endpoints: web");
    assertThatThrownBy(() -> host.open("lost", EndpointRequest.on("nowhere")))
        .hasMessage("network nowhere not found");
  }

  @Test
  void aContainerWithoutANetworkHasItsLoopbackOnly() {
    var alone = host.open("alone");
    var inside = host.inside(alone);
    inside.serve(80);

    assertThat(inside.fetch("127.0.0.1", 80)).isEqualTo("127.0.0.1");
    assertThat(alone.resolvConf()).doesNotContain("127.0.0.11");
    assertThat(alone.hosts()).startsWith("127.0.0.1\tlocalhost\n");
  }

  @Test
  void aFailedOpeningLeavesNothing() {
    host.networks().create(NetworkDefinition.named("p_default"));
    host.networks().create(NetworkDefinition.named("q_default"));
    var second = EndpointRequest.on("q_default").as("lo"); // the loopback's name

    assertThatThrownBy(() -> host.open("web", EndpointRequest.on("p_default"), second))
        .hasMessageContaining("create veth");

    await().until(() -> host.links().stream().noneMatch(name -> name.startsWith("jsv")));
    assertThat(host.open("web", EndpointRequest.on("p_default")).attachments()).hasSize(1);
  }

  @Test
  void networksAreApartEvenOnAHostThatForwards() {
    Sysctl.write("ipv4/ip_forward", "1");
    try {
      host.networks().create(NetworkDefinition.named("front"));
      host.networks().create(NetworkDefinition.named("back"));
      var web = host.open("web", EndpointRequest.on("front"));
      var other = host.inside(host.open("other", EndpointRequest.on("back")));
      host.inside(web).serve(80);
      var address = web.attachments().getFirst().address().getHostAddress();

      assertThatThrownBy(() -> other.fetch(address, 80)).isInstanceOf(Exception.class);
      assertThat(other.addresses("web")).isEmpty();
    } finally {
      Sysctl.write("ipv4/ip_forward", "0");
    }
  }

  @Test
  void aNetworkMayPublishOnOneAddressOnly() {
    var option = Map.of("com.docker.network.bridge.host_binding_ipv4", "127.0.0.1");
    host.networks().create(NetworkDefinition.named("local").withOptions(option));
    var ports = List.of(PortRequest.of(null, 18080, 18080, 80, "tcp"));

    assertThat(host.open("web", ports, EndpointRequest.on("local")).ports())
        .extracting(Object::toString)
        .containsExactly("127.0.0.1:18080->80/tcp");
  }
}
