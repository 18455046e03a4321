package dev.jstack.runtime.linux;

import java.util.ArrayList;
import java.util.List;

/** Reads a directory with getdents64(2) in large batches. */
final class Listing {
  private static final int BATCH = 1 << 16;
  private static final int SEEK_SET = 0;

  private Listing() {}

  static List<DirectoryEntry> of(Fd directory) {
    return read(directory, true);
  }

  /** The first few hundred; none only if the directory is empty. */
  static List<DirectoryEntry> first(Fd directory) {
    return read(directory, false);
  }

  private static List<DirectoryEntry> read(Fd directory, boolean all) {
    var entries = new ArrayList<DirectoryEntry>();
    Kernel.check("rewind directory", Syscall.LSEEK, directory.number(), 0, SEEK_SET);
    try (var scratch = Scratch.take()) {
      long buffer = scratch.reserve(BATCH);
      long read;
      do {
        read =
            Kernel.check("list directory", Syscall.GETDENTS64, directory.number(), buffer, BATCH);
        parse(scratch.memory().getByteArray(scratch.offset(buffer), (int) read), entries);
      } while (read > 0 && (all || entries.isEmpty()));
    }
    return entries;
  }

  /** struct linux_dirent64: inode, offset, length, type, name. */
  private static void parse(byte[] batch, List<DirectoryEntry> entries) {
    int at = 0;
    while (at < batch.length) {
      int length = (batch[at + 16] & 0xff) | (batch[at + 17] & 0xff) << 8;
      int end = at + 19;
      while (batch[end] != 0) {
        end++;
      }
      var name = RawPath.of(batch, at + 19, end - at - 19);
      if (!name.bytes().equals(".") && !name.bytes().equals("..")) {
        var kind = FileKind.ofEntryType(batch[at + 18] & 0xff);
        entries.add(new DirectoryEntry(name, kind, inode(batch, at)));
      }
      at += length;
    }
  }

  private static long inode(byte[] batch, int at) {
    long inode = 0;
    for (int i = 7; i >= 0; i--) {
      inode = inode << 8 | (batch[at + i] & 0xff);
    }
    return inode;
  }
}
