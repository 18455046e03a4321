package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Tells what happens in directories (inotify(7)). One thread at a time. */
public final class Inotify implements AutoCloseable {
  /** Attributes: mode, owner, times, number of links. */
  public static final int ATTRIBUTES = 0x4;

  /** A file that was open for writing was closed. */
  public static final int CLOSE_WRITE = 0x8;

  public static final int MOVED_FROM = 0x40;
  public static final int MOVED_TO = 0x80;
  public static final int CREATE = 0x100;
  public static final int DELETE = 0x200;

  /** Events were lost; the event has no watch. */
  public static final int OVERFLOW = 0x4000;

  /** The watch is gone: the directory was removed, or {@link #forget} was called. */
  public static final int IGNORED = 0x8000;

  /** What it happened to is a directory. */
  public static final int DIRECTORY = 0x4000_0000;

  private static final int ONLY_DIRECTORY = 0x0100_0000;
  private static final int WANTED =
      ATTRIBUTES | CLOSE_WRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE;
  private static final int HEAD = 16;
  private static final int BUFFER = 1 << 16;

  private final Fd fd;

  private Inotify(Fd fd) {
    this.fd = fd;
  }

  /**
   * Something happened.
   *
   * @param watch in which directory
   * @param mask what, as the constants say
   * @param name in that directory; empty for the directory itself
   */
  public record Event(int watch, int mask, RawPath name) {
    public boolean is(int what) {
      return (mask & what) != 0;
    }
  }

  public static Inotify open() {
    try {
      return new Inotify(
          Fd.own(Kernel.check("inotify", Syscall.INOTIFY_INIT1, Fd.O_CLOEXEC | Fd.O_NONBLOCK)));
    } catch (LinuxException e) {
      if (e.is(Errno.EMFILE)) {
        throw limit("no further inotify instance", "fs.inotify.max_user_instances", e);
      }
      throw e;
    }
  }

  /** Readable when there are events. */
  public Fd fd() {
    return fd;
  }

  /** Watches a directory, which may be closed then; the number is that of its events. */
  public int watch(Directory directory) {
    return watch(directory.fd(), WANTED | ONLY_DIRECTORY);
  }

  /** Likewise a file, whatever it is called: its directory doesn't tell if it is mounted there. */
  public int watch(Fd file) {
    return watch(file, WANTED);
  }

  private int watch(Fd what, int events) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(RawPath.of("/proc/self/fd/" + what.number()));
      return (int) Kernel.check("watch", Syscall.INOTIFY_ADD_WATCH, fd.number(), path, events);
    } catch (LinuxException e) {
      if (e.is(Errno.ENOSPC)) {
        throw limit("too many directories to watch", "fs.inotify.max_user_watches", e);
      }
      throw e;
    }
  }

  /** Ends a watch; one that is gone is fine. */
  public void forget(int watch) {
    Kernel.raw(Syscall.INOTIFY_RM_WATCH, fd.number(), watch);
  }

  /** Some of the events that are there, oldest first; empty if there are none. */
  public List<Event> read() {
    byte[] buffer = new byte[BUFFER];
    int count = Transfer.read(fd, buffer);
    return count > 0 ? parse(buffer, count) : List.of();
  }

  /** struct inotify_event, linux/inotify.h: the name is padded with NULs. */
  static List<Event> parse(byte[] buffer, int count) {
    var bytes = ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder());
    var events = new ArrayList<Event>();
    int at = 0;
    while (at + HEAD <= count) {
      int padded = bytes.getInt(at + 12);
      int length = 0;
      while (length < padded && buffer[at + HEAD + length] != 0) {
        length++;
      }
      var name = RawPath.of(buffer, at + HEAD, length);
      events.add(new Event(bytes.getInt(at), bytes.getInt(at + 4), name));
      at += HEAD + padded;
    }
    return events;
  }

  private static JstackException limit(String what, String setting, LinuxException cause) {
    return new JstackException(
        what + ": the kernel's limit is reached",
        "name what needs no watching in .dockerignore, or raise the limit: sysctl "
            + setting
            + "=1048576",
        cause);
  }

  @Override
  public void close() {
    fd.close();
  }
}
