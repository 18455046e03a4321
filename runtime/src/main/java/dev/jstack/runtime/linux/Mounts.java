package dev.jstack.runtime.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mounts by descriptor (fsopen(2), open_tree(2)). What is made here is detached: it has no path and
 * ends with its last descriptor, unless it is attached.
 */
public final class Mounts {
  private static final int AT_FDCWD = -100;
  private static final int CLOEXEC = 1;
  private static final int SET_FLAG = 0;
  private static final int SET_STRING = 1;
  private static final int CREATE = 6;
  private static final int OPEN_TREE_CLONE = 1;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_RECURSIVE = 0x8000;
  private static final int FROM_EMPTY_PATH = 4;
  private static final int BOTH_EMPTY_PATH = 0x44;
  private static final int MNT_DETACH = 2;

  /** Of linux/mount.h, with the size of struct mount_attr. */
  private static final long MOUNT_ATTR_RDONLY = 1;

  private static final long MOUNT_ATTR_IDMAP = 0x10_0000;

  private static final int MOUNT_ATTR_BYTES = 32;

  private Mounts() {}

  /** A mount option; {@code value} null for a bare word. */
  public record Option(String key, @Nullable String value) {}

  /**
   * An overlay of {@code lower} (topmost first) and, unless null, a writable layer.
   *
   * @param upper and {@code work}, two directories of one file system, or both null: read-only
   */
  public static Fd overlay(List<String> lower, @Nullable String upper, @Nullable String work) {
    return overlay(lower, upper, work, List.of());
  }

  /** Likewise, with further options. */
  public static Fd overlay(
      List<String> lower, @Nullable String upper, @Nullable String work, List<Option> options) {
    var all = new ArrayList<Option>();
    if (upper != null && work != null) {
      all.add(new Option("upperdir", upper));
      all.add(new Option("workdir", work));
    }
    all.addAll(options);
    if (OwnUser.isConfined()) {
      all.add(new Option("userxattr", null));
    }
    if (OldOverlay.needed()) {
      return OldOverlay.mount(lower, all);
    }
    try (var context = open("overlay")) {
      set(context, "source", "overlay");
      lower.forEach(layer -> set(context, "lowerdir+", layer));
      all.forEach(option -> set(context, option.key, option.value));
      return mount(context, "overlay", 0);
    }
  }

  /** A file system of its own: {@code tmpfs} with {@code size=1m}, …; see MOUNT_ATTR_ flags. */
  public static Fd create(String type, List<Option> options, int attributes) {
    try (var context = open(type)) {
      for (var option : options) {
        set(context, option.key, option.value);
      }
      return mount(context, type, attributes);
    }
  }

  /** A copy of what is mounted at a path of the host, with all mounts below it. */
  public static Fd tree(Path path) {
    return tree(AT_FDCWD, path.toString(), 0);
  }

  /** Likewise without the mounts below it. */
  public static Fd treeAlone(Path path) {
    try (var scratch = Scratch.take()) {
      long name = text(scratch, path.toString());
      int alone = OPEN_TREE_CLONE | Fd.O_CLOEXEC;
      return Fd.own(Kernel.check("open_tree " + path, Syscall.OPEN_TREE, AT_FDCWD, name, alone));
    }
  }

  /** Likewise, seen by the users of a map. */
  public static Fd remapped(Path path, MountMap map) {
    var tree = treeAlone(path);
    try {
      map.apply(tree, path.toString());
      return tree;
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  /** Likewise of an open file or directory (O_PATH is enough). */
  public static Fd tree(Fd file) {
    return tree(file.number(), "", AT_EMPTY_PATH);
  }

  /**
   * A copy of an open place in a detached tree, which is taken: kernels before 6.15 copy nothing of
   * a tree that is mounted nowhere.
   */
  public static Fd part(Fd tree, Fd place) {
    return MountsApart.run(
        "part of a tree",
        () -> {
          attach(tree, Path.of("/proc"));
          return tree(place);
        });
  }

  /** Nothing in a detached tree can be written to from now on. */
  public static void readOnly(Fd tree) {
    setAttributes(tree, MOUNT_ATTR_RDONLY, 0);
  }

  /**
   * A file with id 0 in a detached tree belongs from now on to who is 0 in a user namespace, and so
   * on (Linux 5.12; not every file system can be seen like this).
   */
  static void mapIds(Fd tree, Fd userNamespace) {
    setAttributes(tree, MOUNT_ATTR_IDMAP, userNamespace.number());
  }

  /**
   * An overlay of detached trees, topmost first, which are taken.
   *
   * @param layers of several trees each is an overlay of its own
   * @param writable has directories {@code upper} and {@code work}
   */
  public static Fd overlay(List<List<Fd>> layers, Fd writable) {
    return TreeOverlay.mount(layers, writable);
  }

  /** mount_setattr(2) of all mounts of a detached tree; {@code namespace} is for an id map. */
  private static void setAttributes(Fd tree, long attributes, long namespace) {
    try (var scratch = Scratch.take()) {
      long value = scratch.reserve(MOUNT_ATTR_BYTES);
      long at = scratch.offset(value);
      var memory = scratch.memory();
      memory.setLong(at, attributes);
      memory.setLong(at + Long.BYTES, 0);
      memory.setLong(at + 2L * Long.BYTES, 0);
      memory.setLong(at + 3L * Long.BYTES, namespace);
      Kernel.check(
          "mount_setattr",
          Syscall.MOUNT_SETATTR,
          tree.number(),
          text(scratch, ""),
          AT_EMPTY_PATH | AT_RECURSIVE,
          value,
          MOUNT_ATTR_BYTES);
    }
  }

  /** Makes a detached mount visible at {@code target}. */
  public static void attach(Fd mount, Path target) {
    try (var scratch = Scratch.take()) {
      long empty = text(scratch, "");
      long to = text(scratch, target.toString());
      Kernel.check(
          "mount on " + target,
          Syscall.MOVE_MOUNT,
          mount.number(),
          empty,
          AT_FDCWD,
          to,
          FROM_EMPTY_PATH);
    }
  }

  /** Likewise at an open file or directory. */
  public static void attach(Fd mount, Fd target) {
    try (var scratch = Scratch.take()) {
      long empty = text(scratch, "");
      Kernel.check(
          "mount on " + target,
          Syscall.MOVE_MOUNT,
          mount.number(),
          empty,
          target.number(),
          empty,
          BOTH_EMPTY_PATH);
    }
  }

  /** Takes the topmost mount off {@code target}; it ends when nothing uses it. */
  public static void detach(Path target) {
    try (var scratch = Scratch.take()) {
      long path = text(scratch, target.toString());
      Kernel.check("umount " + target, Syscall.UMOUNT2, path, MNT_DETACH);
    }
  }

  private static Fd open(String type) {
    try (var scratch = Scratch.take()) {
      return Fd.own(Kernel.check("fsopen " + type, Syscall.FSOPEN, text(scratch, type), CLOEXEC));
    }
  }

  private static void set(Fd context, String key, @Nullable String value) {
    long result = configure(context, value == null ? SET_FLAG : SET_STRING, key, value);
    check(result, "mount option " + key + (value == null ? "" : "=" + value));
  }

  private static Fd mount(Fd context, String type, int attributes) {
    check(configure(context, CREATE, null, null), "mount " + type);
    return Fd.own(
        Kernel.check("fsmount " + type, Syscall.FSMOUNT, context.number(), CLOEXEC, attributes));
  }

  private static long configure(
      Fd context, int command, @Nullable String key, @Nullable String value) {
    try (var scratch = Scratch.take()) {
      long name = key == null ? 0 : text(scratch, key);
      long text = value == null ? 0 : text(scratch, value);
      return Kernel.raw(Syscall.FSCONFIG, context.number(), command, name, text, 0);
    }
  }

  private static Fd tree(int directory, String path, int flags) {
    int all = OPEN_TREE_CLONE | Fd.O_CLOEXEC | AT_RECURSIVE | flags;
    try (var scratch = Scratch.take()) {
      long name = text(scratch, path);
      return Fd.own(Kernel.check("open_tree " + path, Syscall.OPEN_TREE, directory, name, all));
    }
  }

  private static long text(Scratch scratch, String text) {
    return scratch.string(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(long result, String action) {
    if (result < 0) {
      throw new LinuxException(action, Errno.of((int) -result));
    }
  }
}
