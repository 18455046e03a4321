package dev.jstack.runtime.copy;

import dev.jstack.runtime.linux.FileStat;

/**
 * To whom a copy belongs.
 *
 * @param kept to the same numbers as the original
 * @param privileges whether it keeps setuid, setgid and capabilities
 */
public record Owner(boolean kept, int uid, int gid, boolean privileges) {
  /** chown(2) leaves it as it is. */
  private static final int UNCHANGED = -1;

  /** To the same numbers. */
  public static Owner same() {
    return new Owner(true, 0, 0, true);
  }

  /** To these, wherever it came from. */
  public static Owner of(long uid, long gid) {
    return new Owner(false, (int) uid, (int) gid, true);
  }

  /**
   * To whoever copies. What a stranger's file could do by its owner's rights is not what it can do
   * by these: setuid and capabilities are lost.
   */
  public static Owner maker() {
    return new Owner(false, UNCHANGED, UNCHANGED, false);
  }

  int uid(FileStat stat) {
    return kept ? stat.uid() : uid;
  }

  int gid(FileStat stat) {
    return kept ? stat.gid() : gid;
  }

  int permissions(FileStat stat) {
    return privileges || stat.isDirectory() ? stat.permissions() : stat.permissions() & 01777;
  }
}
