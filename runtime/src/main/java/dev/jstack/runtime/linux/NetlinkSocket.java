package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A netlink(7) socket. It belongs for ever to the network namespace of the thread that opened it,
 * whoever uses it later. One thread at a time.
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_RCVTIMEO = 20;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int BUFFER_BYTES = 4 << 20;
  private static final int DATAGRAM_BYTES = 64 << 10;
  private static final int TIMEOUT_SECONDS = 10;

  private final Fd fd;
  private final Memory received = new Memory(DATAGRAM_BYTES);

  private NetlinkSocket(Fd fd) {
    this.fd = fd;
  }

  /** Opens one of the protocols of linux/netlink.h in the calling thread's network namespace. */
  public static NetlinkSocket open(Protocol protocol) {
    long number =
        Kernel.check(
            "open netlink socket " + protocol,
            Syscall.SOCKET,
            AF_NETLINK,
            SOCK_RAW | SOCK_CLOEXEC,
            protocol.number);
    var socket = new NetlinkSocket(Fd.own(number));
    socket.option(SOL_SOCKET, SO_SNDBUFFORCE, BUFFER_BYTES);
    socket.option(SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES);
    socket.option(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    socket.option(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    socket.timeout();
    return socket;
  }

  /** Which part of the kernel answers. */
  public enum Protocol {
    ROUTE(0),
    SOCK_DIAG(4),
    NETFILTER(12);

    private final int number;

    Protocol(int number) {
      this.number = number;
    }
  }

  /** From now on the kernel's news for groups (1…32) of the protocol are received. Once. */
  public void join(int... groups) {
    int mask = 0;
    for (int group : groups) {
      mask |= 1 << (group - 1);
    }
    var address = new Memory(12); // struct sockaddr_nl, linux/netlink.h
    address.clear();
    address.setShort(0, (short) AF_NETLINK);
    address.setInt(8, mask);
    try {
      Kernel.check(
          "join netlink groups",
          Syscall.BIND,
          fd.number(),
          Kernel.address(address),
          address.size());
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /** What the kernel calls this socket, once it has sent something. */
  public int port() {
    var address = new Memory(12); // struct sockaddr_nl
    var size = new Memory(4);
    size.setInt(0, 12);
    try {
      Kernel.check(
          "ask for a netlink socket's port",
          Syscall.GETSOCKNAME,
          fd.number(),
          Kernel.address(address),
          Kernel.address(size));
      return address.getInt(4);
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(size);
    }
  }

  /** Whether {@link #receive} has something within that time. */
  public boolean isReadable(int millis) {
    return !Poll.readable(List.of(fd), millis).isEmpty();
  }

  /** Sends the whole buffer, one or more messages, to the kernel. */
  public void send(ByteBuffer messages) {
    var memory = new Memory(messages.remaining());
    memory.getByteBuffer(0, messages.remaining()).put(messages.duplicate());
    try {
      Kernel.check(
          "send netlink", Syscall.WRITE, fd.number(), Kernel.address(memory), memory.size());
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  /**
   * The next datagram, in the machine's byte order; valid until the next call. Fails with EAGAIN
   * when the kernel does not answer for ten seconds.
   */
  public ByteBuffer receive() {
    long length =
        Kernel.check(
            "receive netlink",
            Syscall.READ,
            fd.number(),
            Kernel.address(received),
            received.size());
    return received.getByteBuffer(0, length).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    fd.close();
  }

  private void option(int level, int name, int value) {
    var memory = new Memory(4);
    memory.setInt(0, value);
    set(level, name, memory);
  }

  private void timeout() {
    var memory = new Memory(16);
    memory.setLong(0, TIMEOUT_SECONDS);
    memory.setLong(8, 0);
    set(SOL_SOCKET, SO_RCVTIMEO, memory);
  }

  /** Without the privilege, or on an old kernel, the default stays: nothing depends on it. */
  private void set(int level, int name, Memory value) {
    try {
      Kernel.raw(Syscall.SETSOCKOPT, fd.number(), level, name, Kernel.address(value), value.size());
    } finally {
      Reference.reachabilityFence(value);
    }
  }
}
