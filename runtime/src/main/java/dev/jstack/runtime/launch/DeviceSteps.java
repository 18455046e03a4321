package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Nodes and links of a new /dev (OCI runtime-spec, config-linux, "Default Devices"). */
final class DeviceSteps {
  private record Node(String name, int major, int minor) {}

  private record Link(String name, String to) {}

  private static final int ALL_MAY = 0666;
  private static final List<Node> NODES =
      List.of(
          new Node("null", 1, 3),
          new Node("zero", 1, 5),
          new Node("full", 1, 7),
          new Node("random", 1, 8),
          new Node("urandom", 1, 9),
          new Node("tty", 5, 0));
  private static final List<Link> LINKS =
      List.of(
          new Link("fd", "/proc/self/fd"),
          new Link("stdin", "/proc/self/fd/0"),
          new Link("stdout", "/proc/self/fd/1"),
          new Link("stderr", "/proc/self/fd/2"),
          new Link("ptmx", "pts/ptmx"));

  private static final int CLONE_TREE = Flags.OPEN_TREE_CLONE | Fd.O_CLOEXEC;

  private final LaunchList list;
  private final Register dev;
  private final List<DeviceNode> more;
  private final boolean bound;

  /**
   * In the tmpfs {@code dev}; the process's umask is 0.
   *
   * @param more beside the standard ones
   * @param bound the process may not make nodes: the host's are mounted on files
   */
  DeviceSteps(LaunchList list, Register dev, List<DeviceNode> more, boolean bound) {
    this.list = list;
    this.dev = dev;
    this.more = more;
    this.bound = bound;
  }

  /** Makes nodes and links, or files for {@link #bind}. */
  void add() {
    for (var node : NODES) {
      make(node.name, Flags.S_IFCHR | ALL_MAY, encoded(node.major, node.minor));
    }
    for (var link : LINKS) {
      list.call(Syscall.SYMLINKAT, link.to, dev, link.name);
    }
    if (Files.exists(Path.of("/proc/kcore"))) {
      list.call(Syscall.SYMLINKAT, "/proc/kcore", dev, "core");
    }
    more.forEach(this::add);
  }

  private Instruction make(String name, int mode, long device) {
    return bound
        ? list.call(Syscall.MKNODAT, dev, name, Flags.S_IFREG | ALL_MAY, 0)
        : list.call(Syscall.MKNODAT, dev, name, mode, device);
  }

  private void add(DeviceNode node) {
    String name = name(node);
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      list.call(Syscall.MKDIRAT, dev, name.substring(0, slash), 0755).fine(Errno.EEXIST);
    }
    int mode = (node.block() ? Flags.S_IFBLK : Flags.S_IFCHR) | node.mode();
    make(name, mode, encoded(node.major(), node.minor())).fine(Errno.EEXIST);
    if (!bound && (node.uid() != 0 || node.gid() != 0)) {
      list.call(Syscall.FCHOWNAT, dev, name, node.uid(), node.gid(), 0);
    }
  }

  private static String name(DeviceNode node) {
    return node.path().substring("/dev/".length());
  }

  /** After {@code dev} is in its place. */
  void bind() {
    if (bound) {
      NODES.forEach(node -> bind("/dev/" + node.name, node.name));
      more.forEach(node -> bind(node.source(), name(node)));
    }
  }

  private void bind(String source, String name) {
    list.step("mount(\"" + source + "\" on \"/dev/" + name + "\")");
    var node = list.call(Syscall.OPEN_TREE, Flags.AT_FDCWD, source, CLONE_TREE).result();
    int resolve = Flags.IN_ROOT | Flags.NO_SYMLINKS;
    var place = new FileSteps(list).open(dev, name, Flags.PATH, resolve).result();
    list.call(Syscall.MOVE_MOUNT, node, "", place, "", Flags.MOVE_EMPTY_PATHS);
    list.call(Syscall.CLOSE, node);
    list.call(Syscall.CLOSE, place);
  }

  /** The kernel's new_encode_dev (linux/kdev_t.h). */
  private static long encoded(int major, int minor) {
    return (minor & 0xff) | (long) major << 8 | (minor & ~0xffL) << 12;
  }
}
