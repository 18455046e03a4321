package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;

/** A system call failed: {@code mount overlay on rootfs: EINVAL (invalid argument)}. */
public final class LinuxException extends JstackException {
  private static final long serialVersionUID = 1;

  private final transient Errno errno;

  /** {@code action} is the call and its subject: {@code mount overlay on rootfs}. */
  public LinuxException(String action, Errno errno) {
    super(action + ": " + errno);
    this.errno = errno;
  }

  public Errno errno() {
    return errno;
  }

  public boolean is(Errno other) {
    return errno.number() == other.number();
  }
}
