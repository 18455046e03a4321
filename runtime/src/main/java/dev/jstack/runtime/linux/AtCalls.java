package dev.jstack.runtime.linux;

import java.util.Optional;

/** The *at calls, one method each; {@code name} is one component. */
final class AtCalls {
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_STATX_DONT_SYNC = 0x4000;
  private static final long ATTR_MOUNT_ROOT = 0x2000;
  private static final int OPEN_HOW_BYTES = 24;
  private static final int LINK_BYTES = 4096;
  private static final int UTIME_TIMES = 32;
  private static final RawPath SELF = RawPath.of(".");

  private AtCalls() {}

  /** struct open_how, linux/openat2.h. */
  static Fd open(Fd directory, RawPath path, int flags, int mode, Resolve resolve) {
    try (var scratch = Scratch.take()) {
      long name = scratch.string(path.isEmpty() ? SELF : path);
      long how = scratch.reserve(OPEN_HOW_BYTES);
      long at = scratch.offset(how);
      scratch.memory().setLong(at, Integer.toUnsignedLong(flags | Fd.O_CLOEXEC));
      scratch.memory().setLong(at + 8, mode);
      scratch.memory().setLong(at + 16, resolve.flags());
      return Fd.own(
          check("open", path, Syscall.OPENAT2, directory.number(), name, how, OPEN_HOW_BYTES));
    }
  }

  static Optional<FileStat> stat(Fd directory, RawPath name) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(name);
      long stat = scratch.reserve(FileStat.BYTES);
      int flags = AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC | (name.isEmpty() ? AT_EMPTY_PATH : 0);
      long result =
          Kernel.raw(Syscall.STATX, directory.number(), path, flags, FileStat.BASIC, stat);
      if (result == -Errno.ENOENT.number()) {
        return Optional.empty();
      }
      if (result < 0) {
        throw new LinuxException("stat \"" + name + "\"", Errno.of((int) -result));
      }
      return Optional.of(FileStat.read(scratch.memory(), scratch.offset(stat)));
    }
  }

  /** STATX_ATTR_MOUNT_ROOT, since Linux 5.8. */
  static boolean isMountRoot(Fd directory, RawPath name) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(name);
      long stat = scratch.reserve(FileStat.BYTES);
      int flags = AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC;
      long result = Kernel.raw(Syscall.STATX, directory.number(), path, flags, 0, stat);
      return result == 0
          && (scratch.memory().getLong(scratch.offset(stat) + 8) & ATTR_MOUNT_ROOT) != 0;
    }
  }

  static void makeDirectory(Fd directory, RawPath name, int mode) {
    try (var scratch = Scratch.take()) {
      check("mkdir", name, Syscall.MKDIRAT, directory.number(), scratch.string(name), mode);
    }
  }

  static void symlink(Fd directory, RawPath name, RawPath target) {
    try (var scratch = Scratch.take()) {
      long to = scratch.string(target);
      check("symlink", name, Syscall.SYMLINKAT, to, directory.number(), scratch.string(name));
    }
  }

  static void link(Fd from, RawPath old, Fd directory, RawPath name) {
    try (var scratch = Scratch.take()) {
      long existing = scratch.string(old);
      long path = scratch.string(name);
      check("link", name, Syscall.LINKAT, from.number(), existing, directory.number(), path, 0);
    }
  }

  static void node(Fd directory, RawPath name, FileKind kind, int permissions, long device) {
    try (var scratch = Scratch.take()) {
      int mode = kind.format() | permissions;
      // The kernel's new_encode_dev: 32 bits, not the C library's 64.
      long encoded = (device & 0xfffff) | (device >>> 12 & 0xfff00000L);
      long path = scratch.string(name);
      check("mknod", name, Syscall.MKNODAT, directory.number(), path, mode, encoded);
      if ((permissions & 0222) != 0) {
        check("chmod", name, Syscall.FCHMODAT, directory.number(), path, permissions);
      }
    }
  }

  static RawPath readLink(Fd directory, RawPath name) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(name);
      long target = scratch.reserve(LINK_BYTES);
      long length =
          check("readlink", name, Syscall.READLINKAT, directory.number(), path, target, LINK_BYTES);
      return RawPath.of(scratch.memory().getByteArray(scratch.offset(target), (int) length));
    }
  }

  static void rename(Fd directory, RawPath name, Fd end, RawPath to) {
    try (var scratch = Scratch.take()) {
      long from = scratch.string(name);
      long target = scratch.string(to);
      check("rename", name, Syscall.RENAMEAT2, directory.number(), from, end.number(), target, 0);
    }
  }

  static void unlink(Fd directory, RawPath name, boolean isDirectory) {
    try (var scratch = Scratch.take()) {
      int flags = isDirectory ? AT_REMOVEDIR : 0;
      check("remove", name, Syscall.UNLINKAT, directory.number(), scratch.string(name), flags);
    }
  }

  static void own(Fd directory, RawPath name, int uid, int gid) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(name);
      int flags = AT_SYMLINK_NOFOLLOW | (name.isEmpty() ? AT_EMPTY_PATH : 0);
      check("chown", name, Syscall.FCHOWNAT, directory.number(), path, uid, gid, flags);
    } catch (LinuxException e) {
      throw OwnUser.explained(e, uid, gid);
    }
  }

  static void permissions(Fd directory, RawPath name, int permissions) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(name);
      check("chmod", name, Syscall.FCHMODAT, directory.number(), path, permissions);
    }
  }

  static void modified(Fd directory, RawPath name, long seconds, int nanos) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(name);
      long times = scratch.reserve(UTIME_TIMES);
      times(scratch, times, seconds, nanos);
      check(
          "utimensat",
          name,
          Syscall.UTIMENSAT,
          directory.number(),
          path,
          times,
          AT_SYMLINK_NOFOLLOW);
    }
  }

  /** Two struct timespec, access and modification. */
  static void times(Scratch scratch, long address, long seconds, int nanos) {
    long at = scratch.offset(address);
    for (int i = 0; i < 2; i++, at += 16) {
      scratch.memory().setLong(at, seconds);
      scratch.memory().setLong(at + 8, nanos);
    }
  }

  private static long check(String action, RawPath path, Syscall call, long... arguments) {
    long result;
    do {
      result = Kernel.raw(call, arguments);
    } while (result == -Errno.EINTR.number());
    if (result < 0) {
      throw new LinuxException(action + " \"" + path + "\"", Errno.of((int) -result));
    }
    return result;
  }
}
