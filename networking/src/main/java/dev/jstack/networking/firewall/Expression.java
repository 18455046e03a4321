package dev.jstack.networking.firewall;

import dev.jstack.networking.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * An instruction of nf_tables' virtual machine (linux/netfilter/nf_tables.h). Registers: 1…4 of 16
 * bytes; 8…23 are the same memory in pieces of 4, so that 9 follows the first 4 bytes of 1.
 */
record Expression(String name, Consumer<NetlinkMessage> attributes) {
  static final int IIFNAME = 6;
  static final int OIFNAME = 7;
  static final int NFPROTO = 15;
  static final int L4PROTO = 16;
  static final int IIFGROUP = 21;
  static final int NETWORK_HEADER = 1;
  static final int TRANSPORT_HEADER = 2;
  static final int CT_STATE = 0;
  static final int CT_STATUS = 2;

  private static final int DROP = 0;
  private static final int ACCEPT = 1;
  private static final int JUMP = -3;
  private static final int RETURN = -5;
  private static final int DATA_VALUE = 1;
  private static final int DATA_VERDICT = 2;

  /** Loads what is known about the packet. */
  static Expression meta(int key, int register) {
    return new Expression("meta", m -> m.attributeBe32(1, register).attributeBe32(2, key));
  }

  /** Loads bytes of a header. */
  static Expression payload(int header, int offset, int length, int register) {
    return new Expression(
        "payload",
        m ->
            m.attributeBe32(1, register)
                .attributeBe32(2, header)
                .attributeBe32(3, offset)
                .attributeBe32(4, length));
  }

  /** Loads what is known about the connection. */
  static Expression connection(int key, int register) {
    return new Expression("ct", m -> m.attributeBe32(1, register).attributeBe32(2, key));
  }

  /** Loads the kind of the destination's address (rtnetlink(7)'s RTN_…). */
  static Expression destinationType(int register) {
    return new Expression(
        "fib", m -> m.attributeBe32(1, register).attributeBe32(2, 3).attributeBe32(3, 2));
  }

  static Expression equal(int register, byte[] value) {
    return compare(register, 0, value);
  }

  static Expression unequal(int register, byte[] value) {
    return compare(register, 1, value);
  }

  private static Expression compare(int register, int operation, byte[] value) {
    return new Expression(
        "cmp",
        m ->
            m.attributeBe32(1, register)
                .attributeBe32(2, operation)
                .nested(3, data -> data.attribute(DATA_VALUE, value)));
  }

  /** Keeps only the bits of a mask. */
  static Expression mask(int register, byte[] mask) {
    return new Expression(
        "bitwise",
        m ->
            m.attributeBe32(1, register)
                .attributeBe32(2, register)
                .attributeBe32(3, mask.length)
                .nested(4, data -> data.attribute(DATA_VALUE, mask))
                .nested(5, data -> data.attribute(DATA_VALUE, new byte[mask.length])));
  }

  /** Goes on if the set has the register's value. */
  static Expression in(String set, int register) {
    return new Expression("lookup", m -> m.attributeText(1, set).attributeBe32(2, register));
  }

  /** Goes on if the set does not have it. */
  static Expression notIn(String set, int register) {
    return new Expression(
        "lookup", m -> m.attributeText(1, set).attributeBe32(2, register).attributeBe32(5, 1));
  }

  /** Goes on if the map has the register's value, with what it leads to in register 1. */
  static Expression map(String map, int register) {
    return new Expression(
        "lookup", m -> m.attributeText(1, map).attributeBe32(2, register).attributeBe32(3, 1));
  }

  static Expression accept() {
    return verdict(ACCEPT, "");
  }

  static Expression drop() {
    return verdict(DROP, "");
  }

  static Expression returns() {
    return verdict(RETURN, "");
  }

  static Expression jump(String chain) {
    return verdict(JUMP, chain);
  }

  private static Expression verdict(int code, String chain) {
    return new Expression(
        "immediate",
        m ->
            m.attributeBe32(1, 0)
                .nested(2, data -> data.nested(DATA_VERDICT, v -> verdict(v, code, chain))));
  }

  private static void verdict(NetlinkMessage message, int code, String chain) {
    message.attributeBe32(1, code);
    if (!chain.isEmpty()) {
      message.attributeText(2, chain);
    }
  }

  /** Loads a constant. */
  static Expression constant(int register, byte[] value) {
    return new Expression(
        "immediate",
        m -> m.attributeBe32(1, register).nested(2, data -> data.attribute(DATA_VALUE, value)));
  }

  /** Changes the destination to the address and port in these registers. */
  static Expression dnat(int family, int address, int port) {
    return new Expression(
        "nat",
        m ->
            m.attributeBe32(1, 1)
                .attributeBe32(2, family)
                .attributeBe32(3, address)
                .attributeBe32(5, port));
  }

  /** Changes the source to the address in this register. */
  static Expression snat(int family, int address) {
    return new Expression(
        "nat", m -> m.attributeBe32(1, 0).attributeBe32(2, family).attributeBe32(3, address));
  }

  static Expression masquerade() {
    return new Expression("masq", m -> {});
  }

  /** Loads the TCP segment size that the packet's route allows, ready to be written. */
  static Expression[] writeSegmentSize() {
    return new Expression[] {
      new Expression("rt", m -> m.attributeBe32(1, 1).attributeBe32(2, 3)),
      new Expression(
          "byteorder",
          m ->
              m.attributeBe32(1, 1)
                  .attributeBe32(2, 1)
                  .attributeBe32(3, 1)
                  .attributeBe32(4, 2)
                  .attributeBe32(5, 2)),
      new Expression(
          "exthdr",
          m ->
              m.attributeU8(2, 2)
                  .attributeBe32(3, 2)
                  .attributeBe32(4, 2)
                  .attributeBe32(6, 1)
                  .attributeBe32(7, 1))
    };
  }

  /** A number in the machine's byte order, as connection states are compared. */
  static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** A link's name as the kernel compares it. */
  static byte[] link(String name) {
    return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 16);
  }
}
