package dev.jstack.networking.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The codec against dnsjava, with many messages of every kind; the seed is fixed. */
class DnsFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final Caller WEB =
      new Caller(List.of("n"), false, List.of(), Origin.host(), Map.of());

  private final Random random = new Random(20);

  @Test
  void whateverDnsjavaAsksIsUnderstoodTheSame() throws IOException {
    for (int type = 1; type < 70_000; type = type < 300 ? type + 1 : type + 997) {
      int asked = type & 0xffff;
      if (asked == Type.OPT || Type.isRR(asked) || asked == Type.ANY) {
        var message = query(name(), asked);

        assertThat(parse(message.toWire())).as("%s", message).isEqualTo(expected(message));
      }
    }
    for (int i = 0; i < ROUNDS; i++) {
      var message = query(name(), 1 + random.nextInt(300));
      assertThat(parse(message.toWire())).as("%s", message).isEqualTo(expected(message));
    }
  }

  /** What both understand must be the same question; dnsjava alone may understand more. */
  @Test
  void damagedQuestionsAreRefusedOrUnderstoodAsDnsjavaDoes() throws IOException {
    int understood = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var bytes = damaged(query(name(), 1 + random.nextInt(300)).toWire());
      var ours = DnsQuery.parse(ByteBuffer.wrap(bytes));
      if (ours.isEmpty()) {
        assertRefused(bytes);
      } else if (isReadable(bytes)) {
        assertThat(parse(bytes)).isEqualTo(expected(new Message(bytes)));
        understood++;
      }
    }
    assertThat(understood).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void aNameMustNotPointAnywhere() throws IOException {
    var self = query(Name.fromString("web."), Type.A).toWire();
    self[12] = (byte) 0xc0;
    self[13] = 12;
    var header = self.clone();
    header[13] = 0;

    assertThat(DnsQuery.parse(ByteBuffer.wrap(self))).isEmpty();
    assertThat(DnsQuery.parse(ByteBuffer.wrap(header))).isEmpty();
    assertRefused(self);
  }

  @Test
  void otherOperationsAreNotImplemented() throws IOException {
    for (int opcode = 1; opcode < 16; opcode++) {
      var message = query(Name.fromString("web."), Type.A);
      message.getHeader().setOpcode(opcode);

      var refusal = message(DnsAnswer.refusal(ByteBuffer.wrap(message.toWire())).orElseThrow());

      assertThat(refusal.getRcode()).isEqualTo(Rcode.NOTIMP);
      assertThat(refusal.getHeader().getOpcode()).isEqualTo(opcode);
    }
  }

  @Test
  void whatWeAnswerIsReadByDnsjavaAsItWasMeant() throws IOException {
    for (int i = 0; i < ROUNDS / 10; i++) {
      var names = new NameTable();
      var asked = name();
      var addresses = addresses(random.nextInt(200));
      var entry = new NameTable.Entry("c", List.of(text(asked)), addresses);
      names.add("n", "net", entry);
      var question = query(asked, random.nextBoolean() ? Type.A : Type.AAAA);
      var query = DnsQuery.parse(ByteBuffer.wrap(question.toWire())).orElseThrow();
      int limit = random.nextBoolean() ? query.udpBytes() : 65535;

      var answer = new LocalNames(names).answer(query, WEB, limit).orElseThrow();

      assertThat(answer.remaining()).isLessThanOrEqualTo(limit);
      assertMeant(message(answer), question, addresses);
    }
  }

  @Test
  void pointersAreReadByDnsjavaOrLeftOut() throws IOException {
    var wild = List.of("a", "a.b", "a..b", "a.", ".", "x".repeat(63), "x".repeat(64));
    for (var name : wild) {
      for (var length : List.of(1, 63, 64, 200, 251, 252, 300)) {
        var pointer = name + "." + "net.".repeat(length).substring(0, length);
        var query = parse(query(Name.fromString("1.0.64.10.in-addr.arpa."), Type.PTR).toWire());

        var answer = message(DnsAnswer.pointers(query, List.of(pointer), 512));

        assertThat(answer.getSection(Section.ANSWER))
            .allMatch(record -> record.rdataToString().equals(pointer + "."));
      }
    }
  }

  private void assertMeant(Message answer, Message question, List<InetAddress> addresses) {
    boolean ipv4 = question.getQuestion().getType() == Type.A;
    var wanted = addresses.stream().filter(a -> a.getAddress().length == (ipv4 ? 4 : 16)).toList();
    var got = answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
    assertThat(answer.getHeader().getID()).isEqualTo(question.getHeader().getID());
    assertThat(answer.getQuestion()).isEqualTo(question.getQuestion());
    boolean internet = question.getQuestion().getDClass() == DClass.IN;
    assertThat(answer.getRcode()).isEqualTo(internet ? Rcode.NOERROR : Rcode.NOTIMP);
    assertThat(answer.getOPT() == null).isEqualTo(question.getOPT() == null);
    if (internet) {
      assertThat(wanted.stream().map(InetAddress::getHostAddress)).containsAll(got);
      assertThat(answer.getHeader().getFlag(Flags.TC)).isEqualTo(got.size() < wanted.size());
    }
  }

  private static void assertRefused(byte[] bytes) {
    var refusal = DnsAnswer.refusal(ByteBuffer.wrap(bytes));
    boolean isAnswer = bytes.length > 2 && bytes[2] < 0;
    assertThat(refusal.isPresent()).isEqualTo(bytes.length >= 12 && !isAnswer);
    refusal.ifPresent(answer -> {
      assertThat(answer.remaining()).isEqualTo(12);
      assertThat(answer.get(0)).isEqualTo(bytes[0]);
      assertThat(answer.get(1)).isEqualTo(bytes[1]);
    });
  }

  private static DnsQuery parse(byte[] bytes) {
    return DnsQuery.parse(ByteBuffer.wrap(bytes)).orElseThrow();
  }

  /** What dnsjava makes of it. */
  private static DnsQuery expected(Message message) {
    var question = message.getQuestion();
    var opt = message.getOPT();
    var wire = message.toWire();
    var section = ByteBuffer.allocate(question.getName().length() + 4);
    section.put(wire, 12, section.capacity());
    return new DnsQuery(
        message.getHeader().getID(),
        message.getHeader().getFlag(Flags.RD),
        text(question.getName()),
        question.getType(),
        question.getDClass() == DClass.IN,
        opt == null ? 512 : Math.clamp(opt.getPayloadSize(), 512, 4096),
        opt != null,
        section.rewind());
  }

  private static boolean isReadable(byte[] bytes) {
    try {
      return new Message(bytes).getSection(Section.QUESTION).size() == 1;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] damaged(byte[] bytes) {
    var copy = bytes.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(4) == 0) {
      int at = 12 + random.nextInt(copy.length - 13);
      copy[at] = (byte) (0xc0 | random.nextInt(64));
    }
    int length = random.nextInt(3) == 0 ? random.nextInt(copy.length) : copy.length;
    return Arrays.copyOf(copy, length);
  }

  private Message query(Name name, int type) {
    var question = Record.newRecord(name, type, random.nextInt(9) == 0 ? DClass.CH : DClass.IN);
    var message = Message.newQuery(question);
    if (random.nextBoolean()) {
      message.getHeader().unsetFlag(Flags.RD);
    }
    if (random.nextBoolean()) {
      var options = new ArrayList<EDNSOption>();
      for (int i = random.nextInt(3); i > 0; i--) {
        options.add(new GenericEDNSOption(65001 + i, bytes(random.nextInt(40))));
      }
      int size = 1 + random.nextInt(65535);
      message.addRecord(new OPTRecord(size, 0, 0, 0, options), Section.ADDITIONAL);
    }
    return message;
  }

  /** Any bytes in any number of labels, as long as a name may be. */
  private Name name() throws IOException {
    int labels = random.nextInt(random.nextInt(10) == 0 ? 100 : 5);
    var wire = ByteBuffer.allocate(255);
    for (int i = 0; i < labels && wire.remaining() > 2; i++) {
      int length = 1 + random.nextInt(Math.min(63, wire.remaining() - 2));
      wire.put((byte) length).put(random.nextInt(3) == 0 ? bytes(length) : letters(length));
    }
    return new Name(Arrays.copyOf(wire.array(), wire.position() + 1));
  }

  private byte[] letters(int length) {
    var out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) "abcXYZ-_.019".charAt(random.nextInt(12));
    }
    return out;
  }

  private byte[] bytes(int length) {
    var out = new byte[length];
    random.nextBytes(out);
    return out;
  }

  private static String text(Name name) {
    return String.join(
            ".",
            IntStream.range(0, name.labels())
                .mapToObj(name::getLabel)
                .map(label -> new String(label, 1, label[0], StandardCharsets.ISO_8859_1))
                .filter(label -> !label.isEmpty())
                .map(label -> label.replace(".", "\\."))
                .toList())
        .toLowerCase(Locale.ROOT);
  }

  private List<InetAddress> addresses(int count) throws UnknownHostException {
    var addresses = new ArrayList<InetAddress>();
    for (int i = 0; i < count; i++) {
      addresses.add(InetAddress.getByAddress(bytes(random.nextBoolean() ? 4 : 16)));
    }
    return addresses;
  }

  private static Message message(ByteBuffer buffer) throws IOException {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return new Message(bytes);
  }
}
