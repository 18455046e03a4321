package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Syscall;

/** Opening, making and writing files from a list, never outside the directory given. */
final class FileSteps {
  private static final int OPEN_HOW_BYTES = 24;
  private static final int DIRECTORY_MODE = 0755;
  private static final int FILE_MODE = 0644;

  private final LaunchList list;

  FileSteps(LaunchList list) {
    this.list = list;
  }

  /** openat2(2) of a path that is resolved as if {@code root} were the root directory. */
  Instruction open(Object root, String path, int flags, int resolve) {
    long how = list.words(Integer.toUnsignedLong(flags), 0, resolve);
    return list.call(Syscall.OPENAT2, root, relative(path), how, OPEN_HOW_BYTES);
  }

  /**
   * Opens the place of a mount (or working directory) and makes it, with its parents, if missing.
   */
  Register openOrMake(Object root, String path, boolean directory) {
    return openOrMake(root, path, directory, list.temporary());
  }

  Register openOrMake(Object root, String path, boolean directory, Register found) {
    var missing = new Label();
    var done = new Label();
    int flags = directory ? Flags.DIRECTORY : Flags.PATH;
    int resolve = Flags.IN_ROOT | Flags.NO_MAGIC_LINKS;
    open(root, path, flags, resolve).fine(Errno.ENOENT).into(found);
    list.jumpIfNegative(found, missing);
    list.jump(done);
    list.place(missing);
    String[] names = relative(path).split("/", -1);
    var prefix = new StringBuilder();
    Object parent = root;
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      make(parent, names[i], directory || !last);
      prefix.append(i == 0 ? "" : "/").append(names[i]);
      open(root, prefix.toString(), last ? flags : Flags.DIRECTORY, resolve).into(found);
      parent = found;
    }
    list.place(done);
    return found;
  }

  private void make(Object parent, String name, boolean directory) {
    if (directory) {
      list.call(Syscall.MKDIRAT, parent, name, DIRECTORY_MODE).fine(Errno.EEXIST);
    } else {
      list.call(Syscall.MKNODAT, parent, name, Flags.S_IFREG | FILE_MODE, 0).fine(Errno.EEXIST);
    }
  }

  /** Writes a text into an existing file of our own (or the host's /proc), by path. */
  Instruction write(String path, String text) {
    var file = list.call(Syscall.OPENAT, Flags.AT_FDCWD, path, Flags.WRITE, 0).result();
    return list.call(Syscall.WRITE, file, text, text.length());
  }

  /** The path without its first slash; {@code .} for the root itself. */
  static String relative(String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return relative.isEmpty() ? "." : relative;
  }
}
