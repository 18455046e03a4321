package dev.jstack.runtime.linux;

/** Files with holes: ranges that read as zeros and take no room (lseek(2)). */
final class Sparse {
  private static final int SEEK_SET = 0;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private Sparse() {}

  /** Leaves the position at the start. A file system that knows of no holes has none. */
  static boolean hasHoles(Fd file, long size) {
    long hole = Kernel.raw(Syscall.LSEEK, file.number(), 0, SEEK_HOLE);
    seek(file, 0);
    return hole >= 0 && hole < size;
  }

  /** Copies what is between the holes. */
  static void copy(Fd source, Fd target, long size) {
    long at = 0;
    while (at < size) {
      long data = Kernel.raw(Syscall.LSEEK, source.number(), at, SEEK_DATA);
      if (data < 0) {
        // ENXIO: nothing but a hole is left.
        break;
      }
      long hole = Kernel.check("seek hole", Syscall.LSEEK, source.number(), data, SEEK_HOLE);
      seek(source, data);
      seek(target, data);
      FileCopy.range(source, target, hole - data);
      at = hole;
    }
    new FileOutput(target).truncate(size);
  }

  private static void seek(Fd file, long position) {
    Kernel.check("seek", Syscall.LSEEK, file.number(), position, SEEK_SET);
  }
}
