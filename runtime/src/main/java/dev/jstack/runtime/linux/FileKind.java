package dev.jstack.runtime.linux;

/** What a directory entry is (S_IFMT of stat(2), d_type of getdents64(2)). */
public enum FileKind {
  FIFO(0x1000),
  CHARACTER_DEVICE(0x2000),
  DIRECTORY(0x4000),
  BLOCK_DEVICE(0x6000),
  REGULAR(0x8000),
  SYMLINK(0xa000),
  SOCKET(0xc000),
  UNKNOWN(0);

  private final int format;

  FileKind(int format) {
    this.format = format;
  }

  /** The S_IFMT bits. */
  public int format() {
    return format;
  }

  static FileKind ofMode(int mode) {
    return switch (mode & 0xf000) {
      case 0x1000 -> FIFO;
      case 0x2000 -> CHARACTER_DEVICE;
      case 0x4000 -> DIRECTORY;
      case 0x6000 -> BLOCK_DEVICE;
      case 0x8000 -> REGULAR;
      case 0xa000 -> SYMLINK;
      case 0xc000 -> SOCKET;
      default -> UNKNOWN;
    };
  }

  /** d_type is the format shifted right by twelve. */
  static FileKind ofEntryType(int type) {
    return ofMode(type << 12);
  }
}
