package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Brings up {@code lo} in a new network namespace (netdevice(7)). */
final class LoopbackSteps {
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int IFNAMSIZ = 16;
  private static final int IFREQ_BYTES = 40;
  private static final short UP_AND_RUNNING = 0x41;

  private LoopbackSteps() {}

  static void up(LaunchList list) {
    var request = ByteBuffer.allocate(IFREQ_BYTES).order(ByteOrder.nativeOrder());
    request.put("lo".getBytes(StandardCharsets.US_ASCII));
    request.putShort(IFNAMSIZ, UP_AND_RUNNING);
    list.step("ioctl(lo up)");
    var socket = list.call(Syscall.SOCKET, AF_INET, SOCK_DGRAM | Fd.O_CLOEXEC, 0).result();
    list.call(Syscall.IOCTL, socket, SIOCSIFFLAGS, request.array());
    list.call(Syscall.CLOSE, socket);
  }
}
