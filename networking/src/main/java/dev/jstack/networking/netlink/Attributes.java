package dev.jstack.networking.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The attributes of a received message, by type. */
final class Attributes {
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, byte[]> values = new HashMap<>();

  /** Reads to the end of {@code buffer}; a broken tail is ignored. */
  static Attributes read(ByteBuffer buffer) {
    var attributes = new Attributes();
    each(buffer, attributes.values::put);
    return attributes;
  }

  /** Of a list each element, whose types say nothing. */
  static List<Attributes> list(byte[] elements) {
    var list = new ArrayList<Attributes>();
    each(
        ByteBuffer.wrap(elements).order(ByteOrder.nativeOrder()),
        (_, value) -> list.add(of(value)));
    return list;
  }

  /** Those within a value. */
  static Attributes of(byte[] value) {
    return read(ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()));
  }

  private static void each(ByteBuffer buffer, BiConsumer<Integer, byte[]> attribute) {
    while (buffer.remaining() >= 4) {
      int length = Short.toUnsignedInt(buffer.getShort());
      int type = buffer.getShort() & TYPE_MASK;
      if (length < 4 || length - 4 > buffer.remaining()) {
        break;
      }
      var value = new byte[length - 4];
      buffer.get(value);
      attribute.accept(type, value);
      int padding = (4 - length % 4) % 4;
      buffer.position(buffer.position() + Math.min(padding, buffer.remaining()));
    }
  }

  Optional<byte[]> bytes(int type) {
    return Optional.ofNullable(values.get(type));
  }

  Optional<Integer> u16(int type) {
    return bytes(type)
        .filter(value -> value.length == 2)
        .map(value -> ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getShort())
        .map(Short::toUnsignedInt);
  }

  Optional<Integer> u32(int type) {
    return bytes(type)
        .filter(value -> value.length == 4)
        .map(value -> ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt());
  }

  Optional<String> text(int type) {
    return bytes(type).map(value -> new String(value, 0, length(value), StandardCharsets.UTF_8));
  }

  private static int length(byte[] text) {
    return text.length > 0 && text[text.length - 1] == 0 ? text.length - 1 : text.length;
  }
}
