package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Syscall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mounts in a new root, all by descriptors. */
final class MountSteps {
  private static final int CLONE_TREE = Flags.OPEN_TREE_CLONE | Fd.O_CLOEXEC;
  private static final int ATTR_BYTES = 32;

  private final LaunchList list;
  private final FileSteps files;
  private final Object tree;
  private final List<DeviceNode> devices;
  private final @Nullable Register terminal;
  private final @Nullable UserNamespace user;
  private @Nullable Register proc;
  private @Nullable Register sys;
  private @Nullable Register dev;

  /**
   * Mounts below {@code root}.
   *
   * @param terminal the devpts made for the process's terminal, or null
   * @param user what the list has entered by then, or null
   */
  MountSteps(
      LaunchList list,
      Root.NewRoot root,
      @Nullable Register terminal,
      @Nullable UserNamespace user) {
    this.list = list;
    this.files = new FileSteps(list);
    this.tree = root.tree();
    this.devices = root.devices();
    this.terminal = terminal;
    this.user = user;
  }

  /** The mount on /proc, to reach what is below it whatever is mounted there later. */
  @Nullable Register proc() {
    return proc;
  }

  @Nullable Register sys() {
    return sys;
  }

  @Nullable Register dev() {
    return dev;
  }

  void add(RootMount mount) {
    list.step(words(mount));
    switch (mount.source()) {
      case MountSource.Proc _ -> proc = kernel(mount, "proc");
      case MountSource.Sysfs _ -> sys = kernel(mount, "sysfs");
      case MountSource.Mqueue _ -> attach(mount, view("mqueue", mount, list.temporary()), true);
      case MountSource.Cgroup2 _ -> attach(mount, create("cgroup2", "", mount), true);
      case MountSource.Tmpfs(String options) ->
          attach(mount, create("tmpfs", options, mount), true);
      case MountSource.Devpts _ -> devpts(mount);
      case MountSource.Dev _ -> dev(mount);
      case MountSource.Bind(String path, boolean below) -> bind(mount, path, below);
      case MountSource.Tree(Fd fd, _) -> {
        attributes(fd, mount);
        attach(mount, fd, Files.isDirectory(Path.of("/proc/self/fd/" + fd.number())));
      }
      case MountSource.CgroupHierarchies(Map<String, String> directories) ->
          hierarchies(mount, directories);
    }
  }

  /** {@code mount("proc" on "/proc", nosuid,nodev,noexec)}. */
  private static String words(RootMount mount) {
    String source =
        switch (mount.source()) {
          case MountSource.Proc _ -> "proc";
          case MountSource.Sysfs _ -> "sysfs";
          case MountSource.Mqueue _ -> "mqueue";
          case MountSource.Devpts _ -> "devpts";
          case MountSource.Dev _, MountSource.Tmpfs _ -> "tmpfs";
          case MountSource.Cgroup2 _ -> "cgroup2";
          case MountSource.CgroupHierarchies _ -> "cgroup";
          case MountSource.Bind(String path, _) -> path;
          case MountSource.Tree(_, String name) -> name;
        };
    var flags = new ArrayList<String>();
    if (mount.source() instanceof MountSource.Tmpfs(String options) && !options.isEmpty()) {
      flags.add(options);
    }
    mount.flags().stream().sorted(Comparator.naturalOrder()).forEach(f -> flags.add(f.word));
    String last = flags.isEmpty() ? "" : ", " + String.join(",", flags);
    return "mount(\"" + source + "\" on \"" + mount.target() + "\"" + last + ")";
  }

  /** /proc and /sys: their places must be real directories. */
  private Register kernel(RootMount mount, String type) {
    var made = view(type, mount, list.register());
    int resolve = Flags.IN_ROOT | Flags.NO_MAGIC_LINKS | Flags.NO_SYMLINKS;
    var place = files.open(tree, mount.target(), Flags.DIRECTORY, resolve).result();
    move(made, place);
    return made;
  }

  private Register view(String type, RootMount mount, Register into) {
    new NamespaceView(list).create(type, mount.target(), attributes(mount), into);
    return into;
  }

  private void devpts(RootMount mount) {
    var instance = terminal != null ? terminal : list.register();
    if (terminal == null) {
      create("devpts", FileSystem.devpts(user), mount, instance);
    }
    attach(mount, instance, true);
    if (terminal != null) {
      console(instance);
    }
  }

  /** The process's own terminal, number 0 of its instance, as /dev/console. */
  private void console(Register instance) {
    var place = files.openOrMake(tree, "/dev/console", false);
    var slave = list.call(Syscall.OPEN_TREE, instance, "0", CLONE_TREE).result();
    move(slave, place);
  }

  private void dev(RootMount mount) {
    var made = list.register();
    create("tmpfs", "mode=755,size=65536k", mount, made);
    dev = made;
    var nodes = new DeviceSteps(list, made, devices, user != null || OwnUser.isConfined());
    nodes.add();
    attach(mount, made, true);
    nodes.bind();
  }

  private void bind(RootMount mount, String path, boolean below) {
    int flags = CLONE_TREE | (below ? Flags.AT_RECURSIVE : 0);
    var copy = list.call(Syscall.OPEN_TREE, Flags.AT_FDCWD, path, flags).result();
    attributes(copy, mount);
    attach(mount, copy, Files.isDirectory(Path.of(path)));
  }

  private void hierarchies(RootMount mount, Map<String, String> directories) {
    var view = create("tmpfs", "mode=755", RootMount.of(mount.target(), mount.source()));
    directories.keySet().forEach(name -> list.call(Syscall.MKDIRAT, view, name, 0755));
    attach(mount, view, true);
    var copy = list.temporary();
    var place = list.temporary();
    for (var directory : directories.entrySet()) {
      int flags = CLONE_TREE | Flags.AT_RECURSIVE;
      list.call(Syscall.OPEN_TREE, Flags.AT_FDCWD, directory.getValue(), flags).into(copy);
      files.open(view, directory.getKey(), Flags.DIRECTORY, Flags.NO_SYMLINKS).into(place);
      move(copy, place);
      list.call(Syscall.CLOSE, copy);
    }
    attributes(view, mount);
  }

  /** Flags and propagation of a tree: of all of it, then what is only for its top. */
  private void attributes(Object copy, RootMount mount) {
    boolean isTop = mount.flags().contains(RootMount.Flag.READ_ONLY_HERE);
    int propagation = mount.propagation().flag;
    boolean below = mount.propagation().below;
    int all = isTop ? attributes(mount) & ~RootMount.Flag.READ_ONLY.attribute : attributes(mount);
    set(copy, all, below ? propagation : 0, Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE);
    if (isTop || !below) {
      set(copy, attributes(mount), below ? 0 : propagation, Flags.AT_EMPTY_PATH);
    }
  }

  private void set(Object copy, int flags, int propagation, int how) {
    long attributes = list.words(flags, 0, propagation, 0);
    list.call(Syscall.MOUNT_SETATTR, copy, "", how, attributes, ATTR_BYTES);
  }

  private Register create(String type, String options, RootMount mount) {
    var made = list.temporary();
    create(type, options, mount, made);
    return made;
  }

  private void create(String type, String options, RootMount mount, Register into) {
    FileSystem.create(list, type, options, attributes(mount), into);
  }

  private void attach(RootMount mount, Object made, boolean directory) {
    move(made, files.openOrMake(tree, mount.target(), directory));
  }

  private void move(Object made, Register place) {
    list.call(Syscall.MOVE_MOUNT, made, "", place, "", Flags.MOVE_EMPTY_PATHS);
    list.call(Syscall.CLOSE, place);
  }

  static int attributes(RootMount mount) {
    return mount.flags().stream().mapToInt(f -> f.attribute).reduce(0, (a, b) -> a | b);
  }
}
