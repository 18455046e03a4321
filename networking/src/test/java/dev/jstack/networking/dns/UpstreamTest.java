package dev.jstack.networking.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.UNKRecord;

/** What passes between a container and other name servers, which are played here. */
@Tag("root")
class UpstreamTest {
  private static final String FIRST = "127.0.0.61";
  private static final String SECOND = "127.0.0.62";
  private static final Upstream BOTH = new Upstream(List.of(FIRST, SECOND), Origin.host());

  private final Random random = new Random(5);
  private volatile byte[] sent = {};

  @Test
  void recordsOfEveryTypePassAsTheyAre() throws IOException {
    try (var server = socket(FIRST)) {
      serve(server, (question, _) -> anyRecords(question));
      for (int type = 1; type < 70; type++) {
        var query = query(type);

        var reply = bytes(BOTH.askUdp(query).orElseThrow());

        assertThat(ByteBuffer.wrap(reply).getShort()).isEqualTo(query.getShort(0));
        assertThat(reply).endsWith(Arrays.copyOfRange(sent, 2, sent.length));
        assertThat(new Message(reply).getSection(Section.ANSWER)).hasSize(2);
      }
    }
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() throws IOException {
    try (var server = socket(FIRST)) {
      serve(server, (question, _) -> Arrays.copyOf(question, 5000));

      var reply = BOTH.askUdp(query(Type.TXT)).orElseThrow();

      assertThat(reply.remaining()).isEqualTo(4096);
      assertThat(reply.get(2) & 2).isEqualTo(2);
    }
  }

  @Test
  void anAnswerFromElsewhereOrToAnotherQuestionIsNone() throws IOException {
    try (var liar = socket("127.0.0.63");
        var server = socket(FIRST)) {
      serve(
          server,
          (question, from) -> {
            var other = answer(question, Rcode.NOERROR);
            send(liar, other, from);
            other[0]++;
            send(server, other, from);
            return answer(question, Rcode.NXDOMAIN);
          });

      var reply = new Message(bytes(BOTH.askUdp(query(Type.A)).orElseThrow()));

      assertThat(reply.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void whoRefusesIsNotTheLastToBeAsked() throws IOException {
    try (var first = socket(FIRST);
        var second = socket(SECOND)) {
      serve(first, (question, _) -> answer(question, Rcode.REFUSED));
      serve(second, (question, _) -> answer(question, Rcode.NOERROR));

      var reply = new Message(bytes(BOTH.askUdp(query(Type.A)).orElseThrow()));

      assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void aSilentServerGetsCompany() throws IOException {
    try (var silent = socket(FIRST);
        var second = socket(SECOND)) {
      serve(second, (question, _) -> answer(question, Rcode.NOERROR));

      assertThat(BOTH.askUdp(query(Type.A))).isPresent();
      assertThat(silent.isClosed()).isFalse();
    }
  }

  @Test
  void whereNoRouteLeadsTheNextIsAsked() throws IOException {
    try (var second = socket(SECOND)) {
      serve(second, (question, _) -> answer(question, Rcode.NOERROR));
      var upstream = new Upstream(List.of("198.51.100.53", SECOND), Origin.host());

      assertThat(upstream.askUdp(query(Type.A))).isPresent();
      assertThat(new Upstream(List.of("198.51.100.53"), Origin.host()).askUdp(query(Type.A)))
          .isEmpty();
    }
  }

  @Test
  void overTcpLongAnswersPass() throws IOException {
    try (var server = new ServerSocket(53, 5, InetAddress.ofLiteral(SECOND))) {
      Thread.ofVirtual().start(() -> answerOnce(server, 60_000));

      var reply = BOTH.askTcp(query(Type.AXFR)).orElseThrow();

      assertThat(reply.remaining()).isEqualTo(60_000);
    }
  }

  private static void answerOnce(ServerSocket server, int length) {
    try (var client = server.accept()) {
      var in = new DataInputStream(client.getInputStream());
      var question = in.readNBytes(in.readUnsignedShort());
      var out = new DataOutputStream(client.getOutputStream());
      out.writeShort(length);
      out.write(Arrays.copyOf(question, length));
    } catch (IOException e) {
      // the test sees that nothing came
    }
  }

  /** A closed socket has its port for as long as another thread takes to leave it. */
  private static DatagramSocket socket(String address) {
    return await()
        .ignoreException(BindException.class)
        .until(() -> new DatagramSocket(53, InetAddress.ofLiteral(address)), Objects::nonNull);
  }

  private static void serve(
      DatagramSocket socket, BiFunction<byte[], SocketAddress, byte[]> answers) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          var packet = new DatagramPacket(new byte[512], 512);
          while (!socket.isClosed()) {
            try {
              packet.setLength(512);
              socket.receive(packet);
              var question = Arrays.copyOf(packet.getData(), packet.getLength());
              var answer = answers.apply(question, packet.getSocketAddress());
              socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
              // closed
            }
          }
        });
  }

  private static void send(DatagramSocket from, byte[] message, SocketAddress to) {
    try {
      from.send(new DatagramPacket(message, message.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] anyRecords(byte[] wire) {
    var message = message(wire);
    var question = message.getQuestion();
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.AD);
    var data = new byte[random.nextInt(100)];
    random.nextBytes(data);
    int type = 65000 + question.getType();
    var record = record(question.getName(), type, data);
    message.addRecord(record, Section.ANSWER);
    message.addRecord(record(question.getName(), type, new byte[1]), Section.ANSWER);
    message.addRecord(record, Section.AUTHORITY);
    sent = message.toWire();
    return sent;
  }

  private static Record record(Name name, int type, byte[] data) {
    return UNKRecord.newRecord(name, type, DClass.IN, 60, data);
  }

  private static byte[] answer(byte[] wire, int code) {
    var message = message(wire);
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setRcode(code);
    return message.toWire();
  }

  private static Message message(byte[] wire) {
    try {
      return new Message(wire);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ByteBuffer query(int type) throws IOException {
    var record = Record.newRecord(Name.fromString("example.com."), type, DClass.IN);
    return ByteBuffer.wrap(Message.newQuery(record).toWire());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
