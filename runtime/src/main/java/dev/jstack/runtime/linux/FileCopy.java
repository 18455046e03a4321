package dev.jstack.runtime.linux;

/** Copies a file's bytes inside the kernel (copy_file_range(2)), sharing blocks where it can. */
public final class FileCopy {
  private static final int BUFFER = 1 << 17;
  private static final long MOST = 1 << 30;
  private static final long SPARSE = 1 << 16;

  private FileCopy() {}

  /** All of {@code source} to an empty file; {@code size} is a hint. Holes stay holes. */
  public static void copy(Fd source, Fd target, long size) {
    if (size >= SPARSE && Sparse.hasHoles(source, size)) {
      Sparse.copy(source, target, size);
      return;
    }
    if (size > 0 && inKernel(source, target)) {
      return;
    }
    var input = new FileInput(source);
    var output = new FileOutput(target);
    var buffer = new byte[BUFFER];
    int count = input.read(buffer, 0, BUFFER);
    while (count > 0) {
      output.write(buffer, 0, count);
      count = input.read(buffer, 0, BUFFER);
    }
  }

  /** False when nothing was copied as these files can't be copied so. */
  private static boolean inKernel(Fd source, Fd target) {
    boolean started = false;
    while (true) {
      long count =
          Kernel.raw(Syscall.COPY_FILE_RANGE, source.number(), 0, target.number(), 0, MOST, 0);
      if (count == 0) {
        return started;
      }
      if (count < 0 && !started) {
        return false;
      }
      if (count < 0) {
        throw new LinuxException("copy", Errno.of((int) -count));
      }
      started = true;
    }
  }

  /** Copies so many bytes from the current positions. */
  static void range(Fd source, Fd target, long length) {
    long left = length;
    while (left > 0) {
      long count =
          Kernel.raw(
              Syscall.COPY_FILE_RANGE,
              source.number(),
              0,
              target.number(),
              0,
              Math.min(left, MOST),
              0);
      if (count < 0) {
        stream(source, target, left);
        return;
      }
      if (count == 0) {
        return;
      }
      left -= count;
    }
  }

  private static void stream(Fd source, Fd target, long length) {
    var input = new FileInput(source);
    var output = new FileOutput(target);
    var buffer = new byte[BUFFER];
    long left = length;
    while (left > 0) {
      int count = input.read(buffer, 0, (int) Math.min(BUFFER, left));
      if (count < 0) {
        return;
      }
      output.write(buffer, 0, count);
      left -= count;
    }
  }
}
