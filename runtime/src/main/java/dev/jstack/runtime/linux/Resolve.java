package dev.jstack.runtime.linux;

/** How a path below a directory is walked (openat2(2)): it never leaves that directory. */
public enum Resolve {
  /** No link is followed, at any component, and {@code ..} may not leave the directory. */
  NO_LINKS(0x08 | 0x04 | 0x02),
  /**
   * Links are followed as if the directory were the root: absolute ones start at it, and {@code ..}
   * stops at it.
   */
  IN_ROOT(0x10 | 0x02);

  private final long flags;

  Resolve(long flags) {
    this.flags = flags;
  }

  /** RESOLVE_* of linux/openat2.h. */
  long flags() {
    return flags;
  }
}
