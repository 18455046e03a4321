package dev.jstack.networking.dns;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers from our own knowledge, written as bytes (RFC 1035 §4.1, RFC 6891). */
final class DnsAnswer {
  static final int NOERROR = 0;
  static final int FORMERR = 1;
  static final int SERVFAIL = 2;
  static final int NXDOMAIN = 3;
  static final int NOTIMP = 4;
  static final int REFUSED = 5;

  /** Containers come and go: nobody shall remember an address. */
  private static final int TTL = 0;

  private static final int HEADER_BYTES = 12;
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int CLASS_IN = 1;

  /** A compressed name: that of the question, which starts behind the header. */
  private static final int QUESTION_NAME = 0xc00c;

  private static final int OPT_BYTES = 11;
  private static final int OUR_UDP_BYTES = 1232;

  private DnsAnswer() {}

  /** An answer without records. */
  static ByteBuffer empty(DnsQuery query, int code) {
    return records(query, code, List.of(), query.udpBytes());
  }

  /** As many addresses as fit into {@code limit} bytes. */
  static ByteBuffer addresses(DnsQuery query, List<InetAddress> addresses, int limit) {
    return records(query, NOERROR, addresses.stream().map(InetAddress::getAddress).toList(), limit);
  }

  /** Names of an address; none for those that can't be written. */
  static ByteBuffer pointers(DnsQuery query, List<String> names, int limit) {
    var written = names.stream().flatMap(name -> name(name).stream()).toList();
    return records(query, NOERROR, written, limit);
  }

  /**
   * What to say to something that is no question: whoever sent it need not wait. Empty if it is so
   * short, or an answer itself, that nothing must be said.
   */
  static Optional<ByteBuffer> refusal(ByteBuffer message) {
    if (message.remaining() < HEADER_BYTES || message.get(message.position() + 2) < 0) {
      return Optional.empty();
    }
    int flags = message.getShort(message.position() + 2);
    int opcode = flags & OPCODE;
    var out = ByteBuffer.allocate(HEADER_BYTES).putShort(message.getShort(message.position()));
    int code = opcode == 0 ? FORMERR : NOTIMP;
    out.putShort((short) (RESPONSE | RECURSION_AVAILABLE | opcode | code));
    return Optional.of(out.rewind());
  }

  private static ByteBuffer records(DnsQuery query, int code, List<byte[]> records, int limit) {
    var out = ByteBuffer.allocate(limit);
    int reserve = query.edns() ? OPT_BYTES : 0;
    out.position(HEADER_BYTES).put(query.question().duplicate());
    int written = 0;
    for (var data : records) {
      if (out.remaining() - reserve < 12 + data.length) {
        break;
      }
      out.putShort((short) QUESTION_NAME).putShort((short) type(query, data));
      out.putShort((short) CLASS_IN).putInt(TTL).putShort((short) data.length).put(data);
      written++;
    }
    if (query.edns()) {
      out.put((byte) 0).putShort((short) 41).putShort((short) OUR_UDP_BYTES);
      out.putInt(0).putShort((short) 0);
    }
    int flags = RESPONSE | RECURSION_AVAILABLE | code;
    flags |= query.recursionDesired() ? RECURSION_DESIRED : 0;
    flags |= written < records.size() ? TRUNCATED : 0;
    out.putShort(0, (short) query.id()).putShort(2, (short) flags).putShort(4, (short) 1);
    out.putShort(6, (short) written).putShort(8, (short) 0);
    out.putShort(10, (short) (query.edns() ? 1 : 0));
    return out.flip();
  }

  private static int type(DnsQuery query, byte[] data) {
    if (query.type() == DnsQuery.PTR) {
      return DnsQuery.PTR;
    }
    return data.length == 4 ? DnsQuery.A : DnsQuery.AAAA;
  }

  /** A container may be called what no name of the DNS can be: too long, or with empty labels. */
  private static Optional<byte[]> name(String name) {
    var labels = List.of(name.split("\\.", -1));
    if (name.length() + 2 > 255 || labels.stream().anyMatch(l -> l.isEmpty() || l.length() > 63)) {
      return Optional.empty();
    }
    var out = ByteBuffer.allocate(name.length() + 2);
    for (var label : labels) {
      out.put((byte) label.length()).put(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    return Optional.of(Arrays.copyOf(out.put((byte) 0).array(), out.position()));
  }
}
