package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.FileOutput;
import java.io.IOException;

/** Writes files with holes where whole pages are zero. */
final class SparseFile {
  private static final int PAGE = 4096;

  private SparseFile() {}

  /** Its contents, holes as zeros. */
  interface Source {
    /** -1 at the end. */
    int read(byte[] target) throws IOException;
  }

  static void write(FileOutput output, long size, Source source, byte[] buffer) throws IOException {
    for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
      for (int at = 0; at < count; at += PAGE) {
        int length = Math.min(PAGE, count - at);
        if (isZero(buffer, at, length)) {
          output.skip(length);
        } else {
          output.write(buffer, at, length);
        }
      }
    }
    output.truncate(size);
  }

  private static boolean isZero(byte[] buffer, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (buffer[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
