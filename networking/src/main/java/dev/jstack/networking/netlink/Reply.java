package dev.jstack.networking.netlink;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * A message that the kernel sent; {@code body} follows the header (netlink(7)).
 *
 * @param port of the socket that asked, or caused what is told
 */
record Reply(int type, int flags, int sequence, int port, ByteBuffer body) {
  static final int HEADER_BYTES = 16;
  static final int ERROR = 2;
  static final int DONE = 3;

  private static final int FLAG_ACK_TLVS = 0x200;
  private static final int EXT_ACK_MESSAGE = 1;

  /** Takes the next message off a datagram. */
  static Reply next(ByteBuffer datagram) {
    int start = datagram.position();
    int length = datagram.getInt(start);
    if (length < HEADER_BYTES || length > datagram.remaining()) {
      throw new JstackException("netlink: message of " + length + " bytes in a short datagram");
    }
    int type = Short.toUnsignedInt(datagram.getShort(start + 4));
    int flags = Short.toUnsignedInt(datagram.getShort(start + 6));
    int sequence = datagram.getInt(start + 8);
    int port = datagram.getInt(start + 12);
    var body = datagram.slice(start + HEADER_BYTES, length - HEADER_BYTES);
    datagram.position(Math.min(datagram.limit(), start + (length + 3) / 4 * 4));
    return new Reply(type, flags, sequence, port, body.order(ByteOrder.nativeOrder()));
  }

  /** Reads the answers to a request for a list, to their end. */
  static void dump(NetlinkSocket socket, int sequence, String action, Consumer<ByteBuffer> each) {
    while (true) {
      var datagram = socket.receive();
      while (datagram.remaining() >= HEADER_BYTES) {
        var reply = next(datagram);
        if (reply.sequence != sequence) {
          continue;
        }
        if (reply.type == DONE) {
          return;
        }
        if (reply.type == ERROR) {
          throw new LinuxException(action, reply.errno());
        }
        each.accept(reply.body);
      }
    }
  }

  /** Of an {@link #ERROR}; number 0 is success. */
  Errno errno() {
    return Errno.of(-body.getInt(0));
  }

  /** The kernel's own words in parentheses, where it has any. */
  String explanation() {
    int start = 4 + HEADER_BYTES;
    if ((flags & FLAG_ACK_TLVS) == 0 || body.limit() < start) {
      return "";
    }
    var attributes = body.slice(start, body.limit() - start).order(ByteOrder.nativeOrder());
    return Attributes.read(attributes).text(EXT_ACK_MESSAGE).map(t -> " (" + t + ")").orElse("");
  }
}
