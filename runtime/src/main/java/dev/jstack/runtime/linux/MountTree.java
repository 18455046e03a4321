package dev.jstack.runtime.linux;

import java.lang.ref.Reference;

/** Copies of parts of the mount tree that are attached nowhere (open_tree(2)). */
public final class MountTree {
  private static final int CLONE = 1;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_RECURSIVE = 0x8000;

  private MountTree() {}

  /** What lies at an open file or directory, with all mounts below it. */
  public static Fd copy(Fd place) {
    var empty = Kernel.cString("");
    try {
      int flags = CLONE | Fd.O_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE;
      return Fd.own(
          Kernel.check(
              "open_tree", Syscall.OPEN_TREE, place.number(), Kernel.address(empty), flags));
    } finally {
      Reference.reachabilityFence(empty);
    }
  }
}
