package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What containers are answered, and what another name server is told. */
@Tag("root")
class NameServerTest {
  private static final String UPSTREAM = "127.0.0.53";

  @TempDir Path directory;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private TestHost host;
  private DatagramSocket upstream;

  @BeforeEach
  void twoNetworksAndAnotherNameServer() throws IOException {
    upstream = new DatagramSocket(53, InetAddress.ofLiteral(UPSTREAM));
    Thread.ofPlatform().daemon().start(this::answerEverything);
    host = new TestHost(directory, "proxy");
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
    assertThat(asked).containsExactly("example.com.");
  }

  @Test
  void theNamesOfTheStackStayAtHome() {
    var web = host.inside(open("web", "front"));
    open("secret", "inner");

    assertThat(web.ask("secret", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(web.ask("web", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(web.ask("web", Type.TXT).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(web.ask("secret.inner", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(asked).isEmpty();
  }

  @Test
  void anInternalNetworkKnowsOnlyItself() {
    var inner = host.inside(open("inner-web", "inner"));

    assertThat(inner.addresses("inner-web")).hasSize(1);
    assertThat(inner.ask("example.com", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(asked).isEmpty();
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

  private Sandbox open(String name, String network) {
    var request =
        new SandboxRequest(
            TestHost.id(name),
            name,
            name,
            List.of(EndpointRequest.on(network)),
            List.of(),
            List.of(),
            new ResolverSettings(List.of(UPSTREAM), List.of(), List.of()));
    return host.open(request);
  }

  private void answerEverything() {
    var packet = new DatagramPacket(new byte[512], 512);
    while (!upstream.isClosed()) {
      try {
        packet.setLength(512);
        upstream.receive(packet);
        var answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())));
        upstream.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private byte[] answer(Message query) throws IOException {
    Record question = query.getQuestion();
    asked.add(question.getName().toString());
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    var address = InetAddress.ofLiteral("203.0.113.7");
    answer.addRecord(new ARecord(question.getName(), DClass.IN, 60, address), Section.ANSWER);
    return answer.toWire();
  }
}
