package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.lang.ref.Reference;
import java.util.Optional;

/**
 * A terminal opened by path, for instance a client's standard input as {@code /proc/<pid>/fd/0}
 * (ioctl_tty(2), termios(3)). It never becomes the controlling terminal.
 */
public final class TerminalDevice implements AutoCloseable {
  private static final long TCGETS = 0x5401;
  private static final long TCSETSW = 0x5403;
  private static final long TIOCGWINSZ = 0x5413;

  /** struct termios of the kernel (asm-generic/termbits.h): four flags, c_line, c_cc[19]. */
  private static final int TERMIOS_BYTES = 36;

  private static final int C_IFLAG = 0;
  private static final int C_OFLAG = 4;
  private static final int C_CFLAG = 8;
  private static final int C_LFLAG = 12;
  private static final int C_CC_VTIME = 17 + 5;
  private static final int C_CC_VMIN = 17 + 6;

  /** IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON. */
  private static final int COOKED_INPUT = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

  private static final int OPOST = 0x1;

  /** ISIG ICANON ECHO ECHONL IEXTEN. */
  private static final int COOKED_LOCAL = 0x1 | 0x2 | 0x8 | 0x40 | 0x8000;

  /** ICANON ECHO. */
  private static final int LINES_AND_ECHO = 0x2 | 0x8;

  private static final int CSIZE_PARENB = 0x30 | 0x100;
  private static final int CS8 = 0x30;

  private final Fd device;

  private TerminalDevice(Fd device) {
    this.device = device;
  }

  /** The terminal at {@code path}; empty when that is no terminal or can't be opened. */
  public static Optional<TerminalDevice> open(String path) {
    Fd fd;
    try {
      fd = Fd.open(path, Fd.O_RDWR | Fd.O_NOCTTY | Fd.O_NONBLOCK);
    } catch (LinuxException e) {
      return Optional.empty();
    }
    var device = new TerminalDevice(fd);
    try {
      device.mode();
      return Optional.of(device);
    } catch (LinuxException e) {
      device.close();
      return Optional.empty();
    }
  }

  /** The modes, to be given back to {@link #restore}. */
  public byte[] mode() {
    try (var termios = new Memory(TERMIOS_BYTES)) {
      control("tcgetattr", TCGETS, termios);
      return termios.getByteArray(0, TERMIOS_BYTES);
    }
  }

  public void restore(byte[] mode) {
    try (var termios = new Memory(TERMIOS_BYTES)) {
      termios.write(0, mode, 0, TERMIOS_BYTES);
      control("tcsetattr", TCSETSW, termios);
    }
  }

  /** Every byte at once, no echo, no signals, no changes (cfmakeraw(3)). */
  public void raw() {
    try (var termios = new Memory(TERMIOS_BYTES)) {
      control("tcgetattr", TCGETS, termios);
      termios.setInt(C_IFLAG, termios.getInt(C_IFLAG) & ~COOKED_INPUT);
      termios.setInt(C_OFLAG, termios.getInt(C_OFLAG) & ~OPOST);
      termios.setInt(C_CFLAG, (termios.getInt(C_CFLAG) & ~CSIZE_PARENB) | CS8);
      termios.setInt(C_LFLAG, termios.getInt(C_LFLAG) & ~COOKED_LOCAL);
      termios.setByte(C_CC_VTIME, (byte) 0);
      termios.setByte(C_CC_VMIN, (byte) 1);
      control("tcsetattr", TCSETSW, termios);
    }
  }

  /** Every byte at once and no echo; signals, and what is printed, as ever. */
  public void keys() {
    try (var termios = new Memory(TERMIOS_BYTES)) {
      control("tcgetattr", TCGETS, termios);
      termios.setInt(C_LFLAG, termios.getInt(C_LFLAG) & ~LINES_AND_ECHO);
      termios.setByte(C_CC_VTIME, (byte) 0);
      termios.setByte(C_CC_VMIN, (byte) 1);
      control("tcsetattr", TCSETSW, termios);
    }
  }

  /** Columns and rows (struct winsize); 0 and 0 when nobody has set them. */
  public int[] size() {
    try (var window = new Memory(8)) {
      control("window size", TIOCGWINSZ, window);
      return new int[] {window.getShort(2) & 0xffff, window.getShort(0) & 0xffff};
    }
  }

  /** Writes what fits now; a terminal that takes nothing, or is gone, gets nothing. */
  public void tryWrite(byte[] text) {
    try {
      new FileOutput(device).write(text, 0, text.length);
    } catch (LinuxException e) {
      // Nobody sees it.
    }
  }

  @Override
  public void close() {
    device.close();
  }

  private void control(String action, long request, Memory argument) {
    try {
      Kernel.check(action, Syscall.IOCTL, device.number(), request, Kernel.address(argument));
    } finally {
      Reference.reachabilityFence(argument);
    }
  }
}
