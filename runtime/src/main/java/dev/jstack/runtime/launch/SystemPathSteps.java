package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import org.jspecify.annotations.Nullable;

/**
 * Hides paths of /proc and /sys or makes them read-only. They are reached through the mounts made
 * by the list, so nothing an image or a volume puts there can take their place (CVE-2025-31133).
 */
final class SystemPathSteps {
  private static final int CLONE_TREE = Flags.OPEN_TREE_CLONE | Fd.O_CLOEXEC;
  private static final int RESOLVE = Flags.IN_ROOT | Flags.NO_MAGIC_LINKS | Flags.NO_SYMLINKS;
  private static final int ATTR_BYTES = 32;

  private final LaunchList list;
  private final FileSteps files;
  private final Object tree;
  private final @Nullable Register proc;
  private final @Nullable Register sys;

  SystemPathSteps(LaunchList list, Object tree, @Nullable Register proc, @Nullable Register sys) {
    this.list = list;
    this.files = new FileSteps(list);
    this.tree = tree;
    this.proc = proc;
    this.sys = sys;
  }

  /** Hides a file behind the host's /dev/null, a directory behind an empty one. */
  void mask(String path) {
    list.step("mask(\"" + path + "\")");
    var skip = new Label();
    var file = new Label();
    var found = open(path, Flags.DIRECTORY).fine(Errno.ENOENT, Errno.ENOTDIR).result();
    list.jumpIfEqual(found, -Errno.ENOTDIR.number(), file);
    list.jumpIfNegative(found, skip);
    var empty = list.temporary();
    int readOnly = RootMount.Flag.READ_ONLY.attribute;
    FileSystem.create(list, "tmpfs", "nr_blocks=1,nr_inodes=1", readOnly, empty);
    cover(empty, found);
    list.jump(skip);
    list.place(file);
    var target = open(path, Flags.PATH).result();
    var nothing = list.call(Syscall.OPEN_TREE, Flags.AT_FDCWD, "/dev/null", CLONE_TREE).result();
    int safe = RootMount.Flag.READ_ONLY.attribute | RootMount.Flag.NOSUID.attribute;
    long attributes = list.words(safe, 0, 0, 0);
    list.call(Syscall.MOUNT_SETATTR, nothing, "", Flags.AT_EMPTY_PATH, attributes, ATTR_BYTES);
    cover(nothing, target);
    list.place(skip);
  }

  /** Mounts what is there on itself, read-only with all below it. */
  void readOnly(String path) {
    list.step("read-only(\"" + path + "\")");
    var skip = new Label();
    var place = open(path, Flags.PATH).fine(Errno.ENOENT).result();
    list.jumpIfNegative(place, skip);
    int recursive = Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE;
    var copy = list.call(Syscall.OPEN_TREE, place, "", CLONE_TREE | recursive).result();
    long attributes = list.words(RootMount.Flag.READ_ONLY.attribute, 0, 0, 0);
    list.call(Syscall.MOUNT_SETATTR, copy, "", recursive, attributes, ATTR_BYTES);
    cover(copy, place);
    list.place(skip);
  }

  private Instruction open(String path, int flags) {
    if (proc != null && path.startsWith("/proc/")) {
      return files.open(proc, path.substring("/proc".length()), flags, RESOLVE);
    }
    if (sys != null && path.startsWith("/sys/")) {
      return files.open(sys, path.substring("/sys".length()), flags, RESOLVE);
    }
    return files.open(tree, path, flags, RESOLVE);
  }

  private void cover(Register with, Register place) {
    list.call(Syscall.MOVE_MOUNT, with, "", place, "", Flags.MOVE_EMPTY_PATHS);
    list.call(Syscall.CLOSE, with);
    list.call(Syscall.CLOSE, place);
  }
}
