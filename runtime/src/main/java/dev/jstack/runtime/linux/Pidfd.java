package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.util.Optional;

/** Processes by descriptor (pidfd_open(2)): a pid may mean another process a moment later. */
public final class Pidfd {
  private static final int P_PIDFD = 3;
  private static final int WEXITED = 4;
  private static final int WNOHANG = 1;
  private static final int SIGINFO_BYTES = 128;

  private Pidfd() {}

  /** Opens a process; empty if there is none with this number. */
  public static Optional<Fd> open(int pid) {
    long result = Kernel.raw(Syscall.PIDFD_OPEN, pid, 0);
    if (result == -Errno.ESRCH.number() || result == -Errno.EINVAL.number()) {
      return Optional.empty();
    }
    if (result < 0) {
      throw new LinuxException("pidfd_open " + pid, Errno.of((int) -result));
    }
    return Optional.of(Fd.own(result));
  }

  /** Copies a descriptor out of another process (pidfd_getfd(2)). */
  public static Fd take(Fd process, int descriptor) {
    return Fd.own(
        Kernel.check(
            "pidfd_getfd " + descriptor, Syscall.PIDFD_GETFD, process.number(), descriptor, 0));
  }

  /** Sends a signal; false if the process has ended. */
  public static boolean signal(Fd process, int signal) {
    long result = Kernel.raw(Syscall.PIDFD_SEND_SIGNAL, process.number(), signal, 0, 0);
    if (result < 0 && result != -Errno.ESRCH.number()) {
      throw new LinuxException("signal " + signal, Errno.of((int) -result));
    }
    return result == 0;
  }

  /**
   * Waits for a child to end and reaps it (waitid(2)); the siginfo_t, or empty if {@code now} and
   * it still runs.
   */
  public static Optional<byte[]> reap(Fd child, boolean now) {
    try (var info = new Memory(SIGINFO_BYTES)) {
      info.clear();
      Kernel.check(
          "waitid",
          Syscall.WAITID,
          P_PIDFD,
          child.number(),
          Kernel.address(info),
          WEXITED | (now ? WNOHANG : 0));
      return info.getInt(0) == 0
          ? Optional.empty()
          : Optional.of(info.getByteArray(0, SIGINFO_BYTES));
    }
  }
}
