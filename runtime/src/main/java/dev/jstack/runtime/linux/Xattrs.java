package dev.jstack.runtime.linux;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Extended attributes of directory entries, links included (xattr(7)). Names are text, values
 * bytes. A file system without them has none.
 */
public final class Xattrs {
  private static final int LIST_BYTES = 1 << 16;
  private static final int VALUE_BYTES = 1 << 16;

  private Xattrs() {}

  /** All of {@code name} in {@code directory}, by name; empty name: of the directory itself. */
  public static SortedMap<String, byte[]> all(Directory directory, RawPath name) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(place(directory, name));
      long list = scratch.reserve(LIST_BYTES);
      long length = Kernel.raw(Syscall.LLISTXATTR, path, list, LIST_BYTES);
      if (length == 0 || isUnsupported(length)) {
        return Collections.emptySortedMap();
      }
      checked("list attributes", name, length);
      byte[] names = scratch.memory().getByteArray(scratch.offset(list), (int) length);
      return values(scratch, path, name, names);
    }
  }

  /** Sets one; EOPNOTSUPP where the file system or kind of file can't have it. */
  public static void set(Directory directory, RawPath name, String attribute, byte[] value) {
    try (var scratch = Scratch.take()) {
      long path = scratch.string(place(directory, name));
      long key = scratch.string(RawPath.of(attribute));
      long bytes = scratch.string(value);
      checked(
          "set attribute " + attribute,
          name,
          Kernel.raw(Syscall.LSETXATTR, path, key, bytes, value.length, 0));
    }
  }

  private static SortedMap<String, byte[]> values(
      Scratch scratch, long path, RawPath name, byte[] names) {
    var values = new TreeMap<String, byte[]>();
    long key = scratch.reserve(256);
    long buffer = scratch.reserve(VALUE_BYTES);
    int start = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i] == 0) {
        scratch.memory().write(scratch.offset(key), names, start, i + 1 - start);
        long length = Kernel.raw(Syscall.LGETXATTR, path, key, buffer, VALUE_BYTES);
        if (length != -Errno.ENODATA.number()) {
          checked("read attribute", name, length);
          values.put(
              RawPath.of(names, start, i - start).toString(),
              scratch.memory().getByteArray(scratch.offset(buffer), (int) length));
        }
        start = i + 1;
      }
    }
    return values;
  }

  /** There is no lgetxattrat before Linux 6.13; the magic link of the directory does the same. */
  private static RawPath place(Directory directory, RawPath name) {
    if (!name.isName()) {
      throw new IllegalArgumentException("not a single name: " + name);
    }
    var self = RawPath.of("/proc/self/fd/" + directory.fd().number());
    return name.isEmpty() ? self.resolve(".") : self.resolve(name);
  }

  private static boolean isUnsupported(long result) {
    return result == -Errno.EOPNOTSUPP.number();
  }

  private static void checked(String action, RawPath name, long result) {
    if (result < 0) {
      throw new LinuxException(action + " of \"" + name + "\"", Errno.of((int) -result));
    }
  }
}
