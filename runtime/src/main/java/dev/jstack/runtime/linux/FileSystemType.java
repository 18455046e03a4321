package dev.jstack.runtime.linux;

/** Which file system a directory lies on, by its magic number (linux/magic.h). */
public final class FileSystemType {
  public static final long OVERLAY = 0x794c7630L;
  private static final int STATFS_BYTES = 120;

  private FileSystemType() {}

  public static long of(Directory directory) {
    try (var scratch = Scratch.take()) {
      long statfs = scratch.reserve(STATFS_BYTES);
      Kernel.check("statfs", Syscall.FSTATFS, directory.fd().number(), statfs);
      return scratch.memory().getLong(scratch.offset(statfs));
    }
  }
}
