package dev.jstack.runtime.linux;

/** The size of a terminal (ioctl_tty(2)). */
public final class WindowSize {
  private static final int TIOCSWINSZ = 0x5414;
  private static final int WINSIZE_BYTES = 8;

  private WindowSize() {}

  /** Sets it; its foreground programs get SIGWINCH. */
  public static void set(Fd terminal, int columns, int rows) {
    try (var scratch = Scratch.take()) {
      long window = scratch.reserve(WINSIZE_BYTES);
      long at = scratch.offset(window);
      scratch.memory().setShort(at, (short) rows);
      scratch.memory().setShort(at + 2, (short) columns);
      scratch.memory().setInt(at + 4, 0);
      Kernel.check("resize terminal", Syscall.IOCTL, terminal.number(), TIOCSWINSZ, window);
    }
  }
}
