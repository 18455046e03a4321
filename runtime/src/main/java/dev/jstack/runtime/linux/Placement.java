package dev.jstack.runtime.linux;

import java.nio.file.Path;

/** Where a file system puts new files: a hint, without effect where it means nothing. */
public final class Placement {
  /** Of linux/fs.h. */
  private static final long FS_IOC_GETFLAGS = 0x80086601L;

  private static final long FS_IOC_SETFLAGS = 0x40086602L;
  private static final int FS_TOPDIR_FL = 0x00020000;
  private static final int BYTES = 8;

  private Placement() {}

  /**
   * The directories made in {@code parent} from now on have nothing to do with each other
   * (chattr(1), T): ext4 then spreads them over the disk. So a new tree isn't put where one has
   * just been removed, which an ext4 without journal does at a millisecond a file.
   */
  public static void spread(Path parent) {
    try (var fd = Fd.open(parent.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY);
        var scratch = Scratch.take()) {
      long flags = scratch.reserve(BYTES);
      long at = scratch.offset(flags);
      if (Kernel.raw(Syscall.IOCTL, fd.number(), FS_IOC_GETFLAGS, flags) == 0) {
        int known = scratch.memory().getInt(at);
        scratch.memory().setInt(at, known | FS_TOPDIR_FL);
        Kernel.raw(Syscall.IOCTL, fd.number(), FS_IOC_SETFLAGS, flags);
      }
    }
  }
}
