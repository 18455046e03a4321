package dev.jstack.networking.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question as it came over the wire (RFC 1035 §4.1).
 *
 * @param name lower case, without the final dot; a dot within a label has a backslash in front
 * @param internet whether it is about the only class that there are names of (IN)
 * @param udpBytes how long an answer over UDP may be (512, or what EDNS says)
 * @param edns whether the query had an OPT record (RFC 6891)
 * @param question the question section's bytes, to be repeated in the answer
 */
record DnsQuery(
    int id,
    boolean recursionDesired,
    String name,
    int type,
    boolean internet,
    int udpBytes,
    boolean edns,
    ByteBuffer question) {
  static final int A = 1;
  static final int PTR = 12;
  static final int AAAA = 28;
  static final int ANY = 255;

  private static final int CLASS_IN = 1;
  private static final int OPT = 41;
  private static final int HEADER_BYTES = 12;
  private static final int LABEL_MAX = 63;
  private static final int NAME_BYTES = 255;
  private static final int SMALLEST_UDP = 512;
  private static final int LARGEST_UDP = 4096;

  /** Empty for anything but a standard query with one question: not worth an answer. */
  static Optional<DnsQuery> parse(ByteBuffer message) {
    var in = message.slice();
    if (in.remaining() < HEADER_BYTES) {
      return Optional.empty();
    }
    int id = Short.toUnsignedInt(in.getShort());
    int flags = Short.toUnsignedInt(in.getShort());
    int questions = in.getShort();
    int records = in.getShort() + in.getShort();
    int additional = in.getShort();
    var name = questions == 1 && records == 0 && (flags & 0xf800) == 0 ? name(in) : null;
    if (name == null || in.remaining() < 4) {
      return Optional.empty();
    }
    int type = Short.toUnsignedInt(in.getShort());
    boolean internet = in.getShort() == CLASS_IN;
    var question = ByteBuffer.allocate(in.position() - HEADER_BYTES);
    in.get(HEADER_BYTES, question.array());
    int edns = additional == 1 ? ednsBytes(in) : 0;
    int bytes = Math.clamp(edns, SMALLEST_UDP, LARGEST_UDP);
    return Optional.of(
        new DnsQuery(id, (flags & 0x100) != 0, name, type, internet, bytes, edns > 0, question));
  }

  /** None if it is too long, cut, or compressed: there is nothing before it to point to. */
  private static @Nullable String name(ByteBuffer in) {
    var labels = new ArrayList<String>();
    int start = in.position();
    while (in.hasRemaining()) {
      int length = Byte.toUnsignedInt(in.get());
      if (length == 0) {
        return String.join(".", labels).toLowerCase(Locale.ROOT);
      }
      if (length > LABEL_MAX
          || length > in.remaining()
          || in.position() + length - start >= NAME_BYTES) {
        return null;
      }
      var label = new byte[length];
      in.get(label);
      labels.add(new String(label, StandardCharsets.ISO_8859_1).replace(".", "\\."));
    }
    return null;
  }

  /** The size in an OPT record that follows; 0 if there is none. */
  private static int ednsBytes(ByteBuffer in) {
    if (in.remaining() < 11 || in.get() != 0 || in.getShort() != OPT) {
      return 0;
    }
    return Math.max(1, Short.toUnsignedInt(in.getShort()));
  }
}
