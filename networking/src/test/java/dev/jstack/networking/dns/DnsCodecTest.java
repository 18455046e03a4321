package dev.jstack.networking.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** dnsjava is the oracle: what it writes we read, what we write it reads. */
class DnsCodecTest {
  @Test
  void aQuestionOfDnsjavaIsUnderstood() throws IOException {
    var query = query("Web.Example.", Type.A, 0);

    assertThat(query.name()).isEqualTo("web.example");
    assertThat(query.type()).isEqualTo(DnsQuery.A);
    assertThat(query.recursionDesired()).isTrue();
    assertThat(query.edns()).isFalse();
    assertThat(query.udpBytes()).isEqualTo(512);
  }

  @Test
  void ednsTellsHowLongAnAnswerMayBe() throws IOException {
    assertThat(query("web.", Type.AAAA, 1232).udpBytes()).isEqualTo(1232);
    assertThat(query("web.", Type.AAAA, 100).udpBytes()).isEqualTo(512);
    assertThat(query("web.", Type.AAAA, 65000).udpBytes()).isEqualTo(4096);
  }

  @Test
  void anAnswerHasAllAddressesAndRepeatsTheQuestion() throws IOException {
    var query = query("Web.", Type.A, 0);

    var answer = message(DnsAnswer.addresses(query, addresses(3), 512));

    assertThat(answer.getHeader().getID()).isEqualTo(query.id());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(answer.getQuestion().getName()).hasToString("Web.");
    assertThat(answer.getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly("10.64.0.1", "10.64.0.2", "10.64.0.3");
    assertThat(answer.getSection(Section.ANSWER)).allMatch(r -> r.getTTL() == 0);
  }

  @Test
  void ipv6AddressesAndPointersAreWritten() throws IOException {
    var aaaa = query("web.", Type.AAAA, 0);
    var ptr = query("1.0.64.10.in-addr.arpa.", Type.PTR, 0);

    var addresses =
        message(DnsAnswer.addresses(aaaa, List.of(InetAddress.ofLiteral("fd00::5")), 512));
    var pointers = message(DnsAnswer.pointers(ptr, List.of("web-1.p_default"), 512));

    assertThat(addresses.getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly("fd00:0:0:0:0:0:0:5");
    assertThat(pointers.getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly("web-1.p_default.");
  }

  @Test
  void whatDoesNotFitIsCutAndSaysSo() throws IOException {
    var query = query("web.", Type.A, 0);

    var buffer = DnsAnswer.addresses(query, addresses(100), query.udpBytes());

    assertThat(buffer.remaining()).isLessThanOrEqualTo(512);
    assertThat(message(buffer).getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(message(buffer).getSection(Section.ANSWER)).hasSize(30);
  }

  @Test
  void ednsIsAnsweredWithEdns() throws IOException {
    var answer = message(DnsAnswer.empty(query("web.", Type.TXT, 4096), DnsAnswer.NXDOMAIN));

    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.getOPT().getPayloadSize()).isEqualTo(1232);
  }

  @Test
  void noBytesWhateverBreakTheReader() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 11 && random.nextBoolean()) {
        Arrays.fill(bytes, 2, 12, (byte) 0);
        bytes[5] = 1;
      }
      assertThat(DnsQuery.parse(ByteBuffer.wrap(bytes))).isNotNull();
    }
  }

  @Test
  void answersAndResponsesAreNotQuestions() throws IOException {
    var response = DnsAnswer.empty(query("web.", Type.A, 0), DnsAnswer.NOERROR);

    assertThat(DnsQuery.parse(response)).isEmpty();
  }

  @Test
  void reverseNamesAreAddresses() {
    assertThat(ReverseName.address("4.3.64.10.in-addr.arpa"))
        .contains(InetAddress.ofLiteral("10.64.3.4"));
    assertThat(ReverseName.address("999.3.64.10.in-addr.arpa")).isEmpty();
    assertThat(
            ReverseName.address(
                "5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa"))
        .contains(InetAddress.ofLiteral("fd00::5"));
  }

  private static List<InetAddress> addresses(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> InetAddress.ofLiteral("10.64.0." + i))
        .toList();
  }

  private static DnsQuery query(String name, int type, int edns) throws IOException {
    var message = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    if (edns > 0) {
      message.addRecord(new OPTRecord(edns, 0, 0), Section.ADDITIONAL);
    }
    return DnsQuery.parse(ByteBuffer.wrap(message.toWire())).orElseThrow();
  }

  private static Message message(ByteBuffer buffer) throws IOException {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return new Message(bytes);
  }
}
