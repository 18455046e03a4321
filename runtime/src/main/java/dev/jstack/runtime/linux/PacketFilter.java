package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the old packet filter, that of iptables-legacy, says about itself in the calling thread's
 * network namespace (linux/netfilter_ipv4/ip_tables.h and its IPv6 sibling). Asking for a table
 * makes it: ask only for those in {@code /proc/thread-self/net/ip_tables_names}.
 */
public final class PacketFilter {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int IPPROTO_RAW = 255;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;

  private PacketFilter() {}

  /**
   * getsockopt(2) on a raw socket.
   *
   * @param request as long as the answer, which begins with it
   */
  public static ByteBuffer option(boolean ipv4, int option, byte[] request) {
    int type = SOCK_RAW | SOCK_CLOEXEC;
    int family = ipv4 ? AF_INET : AF_INET6;
    long number = Kernel.check("open raw socket", Syscall.SOCKET, family, type, IPPROTO_RAW);
    try (var socket = Fd.own(number);
        var memory = new Memory(request.length + Integer.BYTES)) {
      memory.write(Integer.BYTES, request, 0, request.length);
      memory.setInt(0, request.length);
      Kernel.check(
          "read packet filter",
          Syscall.GETSOCKOPT,
          socket.number(),
          ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
          option,
          Kernel.address(memory) + Integer.BYTES,
          Kernel.address(memory));
      var answer = memory.getByteArray(Integer.BYTES, memory.getInt(0));
      return ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
    }
  }
}
