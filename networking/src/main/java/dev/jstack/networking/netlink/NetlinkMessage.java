package dev.jstack.networking.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** A netlink message while it is written: header, fixed part, attributes (linux/netlink.h). */
public final class NetlinkMessage {
  private static final int HEADER_BYTES = 16;
  private static final int NESTED = 0x8000;

  private ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());

  /** Starts a message; length and sequence number are filled in when it is sent. */
  public NetlinkMessage(int type, int flags) {
    buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
  }

  public NetlinkMessage u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  public NetlinkMessage u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  public NetlinkMessage u32(int value) {
    room(4).putInt(value);
    return this;
  }

  public NetlinkMessage attribute(int type, byte[] value) {
    int start = begin(type);
    room(value.length).put(value);
    return end(start);
  }

  public NetlinkMessage attributeU8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  public NetlinkMessage attributeU16(int type, int value) {
    int start = begin(type);
    room(2).putShort((short) value);
    return end(start);
  }

  public NetlinkMessage attributeU32(int type, int value) {
    int start = begin(type);
    room(4).putInt(value);
    return end(start);
  }

  /** In network byte order, as nf_tables wants all its numbers. */
  public NetlinkMessage attributeBe32(int type, int value) {
    return attribute(type, ByteBuffer.allocate(4).putInt(value).array());
  }

  /** With its terminating NUL. */
  public NetlinkMessage attributeText(int type, String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    return attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
  }

  public NetlinkMessage nested(int type, Consumer<NetlinkMessage> content) {
    int start = begin(type | NESTED);
    content.accept(this);
    return end(start);
  }

  /** The finished message under a sequence number, ready to be sent. */
  ByteBuffer finish(int sequence) {
    buffer.putInt(0, buffer.position()).putInt(8, sequence);
    return buffer.duplicate().order(ByteOrder.nativeOrder()).flip();
  }

  /** What comes after the header, for tests. */
  byte[] body() {
    var bytes = new byte[buffer.position() - HEADER_BYTES];
    buffer.get(HEADER_BYTES, bytes);
    return bytes;
  }

  private int begin(int type) {
    int start = buffer.position();
    room(4).putShort((short) 0).putShort((short) type);
    return start;
  }

  /** The buffer, with room for so many bytes and their padding. */
  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes + 4) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes + 4);
      var larger = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }

  private NetlinkMessage end(int start) {
    buffer.putShort(start, (short) (buffer.position() - start));
    while (buffer.position() % 4 != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }
}
