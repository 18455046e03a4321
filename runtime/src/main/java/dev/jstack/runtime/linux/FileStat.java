package dev.jstack.runtime.linux;

import com.sun.jna.Memory;

/**
 * What statx(2) says of a file.
 *
 * @param permissions the mode without the kind: permission bits, setuid, setgid, sticky
 * @param device the file system's number, for telling hard links apart
 * @param nodeDevice of device nodes, as makedev(3) encodes it
 * @param modifiedNanos the part of the modification time below a second
 */
public record FileStat(
    FileKind kind,
    int permissions,
    int uid,
    int gid,
    long size,
    long links,
    long inode,
    long device,
    long nodeDevice,
    long modifiedSeconds,
    int modifiedNanos,
    long changedSeconds,
    int changedNanos) {
  static final int BYTES = 256;
  static final int BASIC = 0x7ff;

  /** Reads struct statx (linux/stat.h). */
  static FileStat read(Memory m, long at) {
    int mode = m.getShort(at + 28) & 0xffff;
    return new FileStat(
        FileKind.ofMode(mode),
        mode & 07777,
        m.getInt(at + 20),
        m.getInt(at + 24),
        m.getLong(at + 40),
        m.getInt(at + 16) & 0xffffffffL,
        m.getLong(at + 32),
        device(m.getInt(at + 136), m.getInt(at + 140)),
        device(m.getInt(at + 128), m.getInt(at + 132)),
        m.getLong(at + 112),
        m.getInt(at + 120),
        m.getLong(at + 96),
        m.getInt(at + 104));
  }

  /** The same but for the modification time, in whole seconds. */
  public FileStat withModified(long seconds) {
    return new FileStat(
        kind,
        permissions,
        uid,
        gid,
        size,
        links,
        inode,
        device,
        nodeDevice,
        seconds,
        0,
        changedSeconds,
        changedNanos);
  }

  public boolean isDirectory() {
    return kind == FileKind.DIRECTORY;
  }

  public boolean isRegular() {
    return kind == FileKind.REGULAR;
  }

  public int nodeMajor() {
    return (int) ((nodeDevice >>> 8 & 0xfff) | (nodeDevice >>> 32 & 0xfffff000L));
  }

  public int nodeMinor() {
    return (int) ((nodeDevice & 0xff) | (nodeDevice >>> 12 & 0xffffff00L));
  }

  /** Overlayfs's whiteout: a character device 0:0. */
  public boolean isWhiteout() {
    return kind == FileKind.CHARACTER_DEVICE && nodeDevice == 0;
  }

  /** makedev(3) of the C library. */
  public static long device(int major, int minor) {
    long high = Integer.toUnsignedLong(major);
    long low = Integer.toUnsignedLong(minor);
    return (high & 0xfffL) << 8
        | (high & 0xfffff000L) << 32
        | (low & 0xffL)
        | (low & 0xffffff00L) << 12;
  }
}
