package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What containers are answered, and what another name server is told. */
@Tag("root")
class NameServerTest {
  private static final String UPSTREAM = "127.0.0.53";

  @TempDir Path directory;

  private TestHost host;
  private FakeNameServer upstream;

  @BeforeEach
  void twoNetworksAndAnotherNameServer() throws IOException {
    upstream = new FakeNameServer(UPSTREAM, "203.0.113.7");
    host = new TestHost(directory, "nf_tables");
    Files.writeString(host.resolvConf(), "nameserver " + UPSTREAM + "\n");
    host.networks().create(NetworkDefinition.named("front"));
    host.networks().create(NetworkDefinition.named("inner").closed());
  }

  @AfterEach
  void nothingIsLeft() {
    upstream.close();
    host.close();
  }

  @Test
  void whatWeDontKnowIsAskedElsewhereAndPassedOn() {
    var web = host.inside(open("web", "front"));

    assertThat(web.addresses("example.com")).containsExactly("203.0.113.7");
    assertThat(upstream.asked()).containsExactly("example.com.");
  }

  @Test
  void theNamesOfTheStackStayAtHome() {
    var web = host.inside(open("web", "front"));
    open("secret", "inner");

    assertThat(web.ask("secret", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(web.ask("web", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(web.ask("web", Type.TXT).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(web.ask("secret.inner", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void anInternalNetworkKnowsOnlyItself() {
    var inner = host.inside(open("inner-web", "inner"));

    assertThat(inner.addresses("inner-web")).hasSize(1);
    assertThat(inner.ask("example.com", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aServiceOfTwoReplicasHasTwoAddresses() {
    var web = host.inside(open("web", "front"));
    var first = host.open("p-api-1", EndpointRequest.on("front", "api"));
    host.open("p-api-2", EndpointRequest.on("front", "api"));
    assertThat(web.addresses("api")).hasSize(2);

    host.networks().close(List.of(first));

    assertThat(web.addresses("api")).hasSize(1);
    assertThat(web.addresses("p-api-1")).isEmpty();
  }

  @Test
  void theDefaultNetworkGivesNoNames() {
    host.networks().create(NetworkDefinition.named("bridge"));
    var first = host.inside(open("first", "bridge"));
    var second = open("second", "bridge", "198.51.100.53");

    assertThat(first.addresses("second")).as("asked elsewhere").containsExactly("203.0.113.7");
    assertThat(second.resolvConf()).startsWith("nameserver 198.51.100.53\n");
    host.networks().connect(second, EndpointRequest.on("front"));
    assertThat(second.resolvConf()).startsWith("nameserver 127.0.0.11\n");
  }

  @Test
  void aLinkIsANameForOneContainerAlone() {
    var db = open("db", "front");
    var settings = new ResolverSettings(List.of(), List.of(), List.of(), Map.of("store", "db"));
    var linked =
        host.open(
            new SandboxRequest(
                TestHost.id("web"),
                "web",
                "web",
                List.of(EndpointRequest.on("front")),
                List.of(),
                List.of(),
                settings));
    var address = db.attachments().getFirst().address().getHostAddress();

    assertThat(host.inside(linked).addresses("store")).containsExactly(address);
    assertThat(host.inside(open("other", "front")).addresses("store")).doesNotContain(address);
  }

  @Test
  void aRenamedContainerAnswersToItsNewName() {
    var web = open("web", "front");
    host.networks().rename(web, "shop");

    assertThat(host.inside(web).addresses("shop")).hasSize(1);
    assertThat(web.attachments().getFirst().names()).startsWith("shop");
  }

  @Test
  void aContainerMayJoinAndLeaveANetworkWhileItRuns() {
    var web = open("web", "front");
    var db = open("db", "inner");
    var inside = host.inside(web);
    assertThat(inside.addresses("db")).isEmpty();

    var joined = host.networks().connect(web, EndpointRequest.on("inner", "shop"));
    assertThat(joined.interfaceName()).isEqualTo("eth1");
    assertThat(inside.addresses("db")).hasSize(1);
    host.inside(db).serve(5432);
    assertThat(inside.fetch(db.attachments().getFirst().address().getHostAddress(), 5432))
        .isEqualTo(joined.address().getHostAddress());

    host.networks().disconnect(web, host.networks().find("inner").orElseThrow());
    assertThat(inside.addresses("db")).isEmpty();
    assertThat(host.inside(db).addresses("shop")).isEmpty();
  }

  @Test
  void aServerOfTheContainersOwnIsAskedFromItsOwnNetwork() {
    var server = open("dns", "front");
    var address = server.attachments().getFirst().address().getHostAddress();
    try (var own = serve(server, address, "203.0.113.8")) {
      var web = host.inside(open("web", "front", address));

      assertThat(web.addresses("example.com")).containsExactly("203.0.113.8");
      assertThat(web.askTcp("example.org", Type.A).getSection(Section.ANSWER))
          .extracting(Record::rdataToString)
          .containsExactly("203.0.113.8");
      assertThat(web.addresses("dns")).containsExactly(address);
      assertThat(own.asked()).containsExactly("example.com.", "example.org.");
      assertThat(upstream.asked()).isEmpty();
    }
  }

  @Test
  void theLoopbackOfItsOwnServersIsTheContainers() {
    var web = open("web", "front", "127.0.0.11", "127.0.0.1", UPSTREAM);
    try (var own = serve(web, "127.0.0.1", "203.0.113.9")) {
      assertThat(host.inside(web).addresses("example.com")).containsExactly("203.0.113.9");
      assertThat(own.asked()).containsExactly("example.com.");
      assertThat(upstream.asked()).isEmpty();
    }
  }

  @Test
  void onAnInternalNetworkOnlyAServerThereIsAsked() {
    var server = open("dns", "inner");
    var address = server.attachments().getFirst().address().getHostAddress();
    try (var own = serve(server, address, "203.0.113.8")) {
      var lost = host.inside(open("lost", "inner", "198.51.100.53"));
      assertThat(lost.ask("example.com", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);

      var web = host.inside(open("web", "inner", "198.51.100.53", address));
      assertThat(web.addresses("example.com")).containsExactly("203.0.113.8");
      assertThat(own.asked()).containsExactly("example.com.");
    }
  }

  @Test
  void anotherServerOfTheHostIsAskedFromTheNextQuestionOn() throws IOException {
    var web = host.inside(open("web", "front"));
    assertThat(web.addresses("example.com")).containsExactly("203.0.113.7");

    try (var vpn = new FakeNameServer("127.0.0.54", "203.0.113.54")) {
      Files.writeString(host.resolvConf(), "nameserver 127.0.0.54\n");

      assertThat(web.addresses("example.com")).containsExactly("203.0.113.54");
      assertThat(vpn.asked()).hasSize(1);
    }
  }

  private FakeNameServer serve(Sandbox sandbox, String address, String answer) {
    return host.inside(sandbox).run(() -> new FakeNameServer(address, answer));
  }

  private Sandbox open(String name, String network, String... servers) {
    var request =
        new SandboxRequest(
            TestHost.id(name),
            name,
            name,
            List.of(EndpointRequest.on(network)),
            List.of(),
            List.of(),
            new ResolverSettings(List.of(servers), List.of(), List.of()));
    return host.open(request);
  }
}
