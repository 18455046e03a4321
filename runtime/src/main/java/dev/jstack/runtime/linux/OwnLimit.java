package dev.jstack.runtime.linux;

/** Resource limits of this process (prlimit(2)). */
public final class OwnLimit {
  private static final int RLIMIT_BYTES = 16;

  private OwnLimit() {}

  /** The hard limit of a resource, by the kernel's number; -1 for none. */
  public static long hard(int resource) {
    try (var scratch = Scratch.take()) {
      long limit = scratch.reserve(RLIMIT_BYTES);
      Kernel.check("prlimit64", Syscall.PRLIMIT64, 0, resource, 0, limit);
      return scratch.memory().getLong(scratch.offset(limit) + Long.BYTES);
    }
  }
}
