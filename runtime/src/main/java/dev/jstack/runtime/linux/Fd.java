package dev.jstack.runtime.linux;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor, closed once by whoever owns this object. Descriptors that jstack opens
 * are close-on-exec.
 */
public final class Fd implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int F_DUPFD_CLOEXEC = 1030;

  /**
   * Flags of open(2) (asm-generic/fcntl.h, x86-64 and aarch64 differ in O_DIRECTORY and
   * O_NOFOLLOW).
   */
  public static final int O_RDONLY = 0;

  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;
  public static final int O_DIRECTORY = arm() ? 0x4000 : 0x10000;
  public static final int O_NOFOLLOW = arm() ? 0x8000 : 0x20000;

  private final AtomicInteger number;

  private Fd(int number) {
    this.number = new AtomicInteger(number);
  }

  /** Takes over a descriptor that a system call returned. */
  static Fd own(long number) {
    return new Fd((int) number);
  }

  /** Opens one of our own files by path (open(2)); never a path in an image-controlled tree. */
  public static Fd open(String path, int flags) {
    return open(path, flags, 0);
  }

  public static Fd open(String path, int flags, int mode) {
    var name = Kernel.cString(path);
    try {
      return own(
          Kernel.check(
              "open " + path,
              Syscall.OPENAT,
              AT_FDCWD,
              Kernel.address(name),
              flags | O_CLOEXEC,
              mode));
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /** Another descriptor for the same open file. */
  public Fd duplicate() {
    return own(Kernel.check("dup", Syscall.FCNTL, number(), F_DUPFD_CLOEXEC, 0));
  }

  /** The descriptor's number; it stays valid until {@link #close()}. */
  public int number() {
    int value = number.get();
    if (value < 0) {
      throw new IllegalStateException("file descriptor is closed");
    }
    return value;
  }

  public boolean isOpen() {
    return number.get() >= 0;
  }

  /** Closes the descriptor; closing twice does nothing. */
  @Override
  public void close() {
    int value = number.getAndSet(-1);
    if (value >= 0) {
      Kernel.raw(Syscall.CLOSE, value);
    }
  }

  @Override
  public String toString() {
    return "fd " + number.get();
  }

  private static boolean arm() {
    return System.getProperty("os.arch").equals("aarch64");
  }
}
