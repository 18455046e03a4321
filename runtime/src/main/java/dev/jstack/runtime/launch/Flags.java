package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;

/** Flags of system calls that several parts of a list use (linux/*.h). */
final class Flags {
  static final int AT_FDCWD = -100;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_RECURSIVE = 0x8000;

  static final int PATH = Fd.O_PATH | Fd.O_CLOEXEC;
  static final int DIRECTORY = PATH | Fd.O_DIRECTORY;
  static final int READ = Fd.O_RDONLY | Fd.O_CLOEXEC;
  static final int WRITE = Fd.O_WRONLY | Fd.O_CLOEXEC;
  static final int REPLACE = WRITE | Fd.O_CREAT | Fd.O_TRUNC;
  static final int TERMINAL = Fd.O_RDWR | Fd.O_NOCTTY | Fd.O_CLOEXEC;

  static final int NO_MAGIC_LINKS = 2;
  static final int NO_SYMLINKS = 4;
  static final int IN_ROOT = 0x10;

  static final int OPEN_TREE_CLONE = 1;
  static final int MOVE_EMPTY_PATHS = 0x44;
  static final int MOVE_FROM_EMPTY_PATH = 4;

  static final int CLONE_FILES = 0x400;
  static final int CLONE_PIDFD = 0x1000;
  static final int CLONE_PARENT_SETTID = 0x10_0000;
  static final int CLONE_PARENT = 0x8000;
  static final int CLONE_NEWNS = 0x2_0000;
  static final int CLONE_NEWCGROUP = 0x200_0000;
  static final int CLONE_NEWUTS = 0x400_0000;
  static final int CLONE_NEWIPC = 0x800_0000;
  static final int CLONE_NEWUSER = 0x1000_0000;
  static final int CLONE_NEWPID = 0x2000_0000;
  static final int CLONE_NEWNET = 0x4000_0000;
  static final long CLONE_INTO_CGROUP = 0x2_0000_0000L;

  static final int SIGKILL = 9;
  static final int SIGCHLD = 17;

  static final int S_IFCHR = 0x2000;
  static final int S_IFBLK = 0x6000;
  static final int S_IFREG = 0x8000;

  private Flags() {}
}
