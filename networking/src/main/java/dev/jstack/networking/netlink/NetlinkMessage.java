package dev.jstack.networking.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A netlink message while it is written: header, fixed part, attributes (linux/netlink.h). */
public final class NetlinkMessage {
  private static final int HEADER_BYTES = 16;
  private static final int NESTED = 0x8000;

  private final ByteBuffer buffer = ByteBuffer.allocate(2048).order(ByteOrder.nativeOrder());

  /** Starts a message; length and sequence number are filled in when it is sent. */
  public NetlinkMessage(int type, int flags) {
    buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
  }

  public NetlinkMessage u8(int value) {
    buffer.put((byte) value);
    return this;
  }

  public NetlinkMessage u16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  public NetlinkMessage u32(int value) {
    buffer.putInt(value);
    return this;
  }

  public NetlinkMessage attribute(int type, byte[] value) {
    int start = begin(type);
    buffer.put(value);
    return end(start);
  }

  public NetlinkMessage attributeU8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  public NetlinkMessage attributeU32(int type, int value) {
    int start = begin(type);
    buffer.putInt(value);
    return end(start);
  }

  /** With its terminating NUL. */
  public NetlinkMessage attributeText(int type, String value) {
    int start = begin(type);
    buffer.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    return end(start);
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
    buffer.putShort((short) 0).putShort((short) type);
    return start;
  }

  private NetlinkMessage end(int start) {
    buffer.putShort(start, (short) (buffer.position() - start));
    while (buffer.position() % 4 != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }
}
