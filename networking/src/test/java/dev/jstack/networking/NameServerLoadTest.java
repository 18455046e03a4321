package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Ten thousand questions, always two hundred of them on their way: each is answered, once. */
@Tag("root")
class NameServerLoadTest {
  private static final int QUESTIONS = 10_000;
  private static final int ON_THE_WAY = 200;
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.11", 53);

  @TempDir Path directory;

  private TestHost host;
  private FakeNameServer upstream;

  @BeforeEach
  void aNetworkAndAnotherNameServer() throws IOException {
    upstream = new FakeNameServer("127.0.0.53", "203.0.113.7");
    host = new TestHost(directory, "nf_tables");
    Files.writeString(host.resolvConf(), "nameserver 127.0.0.53\n");
    host.networks().create(NetworkDefinition.named("front"));
  }

  @AfterEach
  void nothingIsLeft() {
    upstream.close();
    host.close();
  }

  @Test
  void aboutNamesOfTheStack() throws IOException {
    var web = open("web");

    assertThat(ask(web, "web.", Type.A)).isEqualTo(QUESTIONS);
    assertThat(ask(web, "web.", Type.AAAA)).isEqualTo(QUESTIONS);
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aboutTheOutside() throws IOException {
    assertThat(ask(open("web"), "example.com.", Type.A)).isEqualTo(QUESTIONS);
    assertThat(upstream.asked()).hasSize(QUESTIONS);
  }

  @Test
  void toAServerOfItsOwn() throws IOException {
    var server = open("dns");
    var address = server.attachments().getFirst().address().getHostAddress();
    try (var own = host.inside(server).run(() -> new FakeNameServer(address, "203.0.113.8"))) {
      assertThat(ask(open("web", address), "example.com.", Type.A)).isEqualTo(QUESTIONS);
      assertThat(own.asked()).hasSize(QUESTIONS);
    }
  }

  private Sandbox open(String name, String... servers) {
    return host.open(
        new SandboxRequest(
            TestHost.id(name),
            name,
            name,
            List.of(EndpointRequest.on("front")),
            List.of(),
            List.of(),
            new ResolverSettings(List.of(servers), List.of(), List.of())));
  }

  /** How many were answered; a question that is not ends it after two seconds. */
  private int ask(Sandbox sandbox, String name, int type) throws IOException {
    try (var socket = host.inside(sandbox).run(() -> new DatagramSocket())) {
      socket.setSoTimeout(2000);
      socket.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
      var query = question(name, type);
      var answered = new BitSet();
      for (int i = 0; i < QUESTIONS; i++) {
        if (i >= ON_THE_WAY) {
          answered.set(answer(socket));
        }
        query.putShort(0, (short) i);
        socket.send(new DatagramPacket(query.array(), query.capacity(), SERVER));
      }
      for (int i = 0; i < ON_THE_WAY; i++) {
        answered.set(answer(socket));
      }
      return answered.cardinality();
    }
  }

  private static int answer(DatagramSocket socket) throws IOException {
    var packet = new DatagramPacket(new byte[512], 512);
    socket.receive(packet);
    return Short.toUnsignedInt(ByteBuffer.wrap(packet.getData()).getShort());
  }

  private static ByteBuffer question(String name, int type) throws IOException {
    var record = Record.newRecord(Name.fromString(name), type, DClass.IN);
    return ByteBuffer.wrap(Message.newQuery(record).toWire());
  }
}
