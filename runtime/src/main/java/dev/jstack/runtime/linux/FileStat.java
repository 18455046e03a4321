package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;

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
  private static final int USED = 144;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ORDER);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ORDER);

  /** Reads struct statx (linux/stat.h); one copy is cheaper than a native call a field. */
  static FileStat read(Memory memory, long offset) {
    byte[] statx = memory.getByteArray(offset, USED);
    int mode = (short) SHORT.get(statx, 28) & 0xffff;
    return new FileStat(
        FileKind.ofMode(mode),
        mode & 07777,
        (int) INT.get(statx, 20),
        (int) INT.get(statx, 24),
        (long) LONG.get(statx, 40),
        Integer.toUnsignedLong((int) INT.get(statx, 16)),
        (long) LONG.get(statx, 32),
        device((int) INT.get(statx, 136), (int) INT.get(statx, 140)),
        device((int) INT.get(statx, 128), (int) INT.get(statx, 132)),
        (long) LONG.get(statx, 112),
        (int) INT.get(statx, 120),
        (long) LONG.get(statx, 96),
        (int) INT.get(statx, 104));
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

  /** The same but for mode and owner. */
  public FileStat withOwner(int newPermissions, int newUid, int newGid) {
    return new FileStat(
        kind,
        newPermissions,
        newUid,
        newGid,
        size,
        links,
        inode,
        device,
        nodeDevice,
        modifiedSeconds,
        modifiedNanos,
        changedSeconds,
        changedNanos);
  }

  /** The same but for the mode. */
  public FileStat withPermissions(int newPermissions) {
    return withOwner(newPermissions, uid, gid);
  }

  public Instant modified() {
    return Instant.ofEpochSecond(modifiedSeconds, modifiedNanos);
  }

  /** Whether the file is the one it was, and nobody has written to it or changed its attributes. */
  public boolean isUnchanged(FileStat before) {
    return inode == before.inode
        && device == before.device
        && size == before.size
        && changedSeconds == before.changedSeconds
        && changedNanos == before.changedNanos;
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
