package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.MountSource;
import dev.jstack.runtime.launch.RootMount;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gets everything that is mounted in a root ready: sources, mount points, volumes' content. */
final class RootMounts implements AutoCloseable {
  private static final int STICKY_FOR_ALL = 01777;

  private final RootTree root;
  private final RuntimeParts parts;
  private final Path directory;
  private final List<RootMount> list = new ArrayList<>();
  private final List<Fd> owned = new ArrayList<>();

  /** {@code directory} is the container's. */
  RootMounts(RootTree root, RuntimeParts parts, Path directory) {
    this.root = root;
    this.parts = parts;
    this.directory = directory;
  }

  /** In the order of mounting. The descriptors in it live until this is closed. */
  List<RootMount> list() {
    return list;
  }

  /** The kernel's own file systems; their mount points in the root are made here. */
  void addStandard(List<RootMount> mounts) {
    for (var mount : mounts) {
      if (!isBelowMount(mount.target())) {
        root.makeDirectory(mount.target());
      }
      list.add(mount.source() instanceof MountSource.Bind bind ? from(mount, bind) : mount);
    }
  }

  private RootMount from(RootMount mount, MountSource.Bind bind) {
    return new RootMount(mount.target(), shown(bind), mount.flags(), mount.propagation());
  }

  /** A remapped process may not go where the host's files are: they are opened for it. */
  private MountSource shown(MountSource.Bind bind) {
    if (root.map() == null) {
      return bind;
    }
    var source = Path.of(bind.path());
    var tree = bind.below() ? Mounts.tree(source) : Mounts.treeAlone(source);
    owned.add(tree);
    return new MountSource.Tree(tree, bind.path());
  }

  /** Likewise what is the container's own: on disk it has the ids that it has inside. */
  private MountSource own(Path source) {
    var map = root.map();
    if (map == null) {
      return new MountSource.Bind(source.toString());
    }
    var tree = Mounts.remapped(source, map);
    owned.add(tree);
    return new MountSource.Tree(tree, source.toString());
  }

  void add(MountSpec mount) {
    switch (mount) {
      case MountSpec.Bind bind -> addBind(bind);
      case MountSpec.Tmpfs tmpfs -> addTmpfs(tmpfs);
      case MountSpec.Volume volume -> addVolume(volume);
      case MountSpec.Image image -> addImage(image);
    }
  }

  /** One of our own files, on a file of the image that may not exist yet. */
  void addFile(Path source, String target, boolean readOnly) {
    if (!isBelowMount(target)) {
      root.makeFile(target);
    }
    list.add(MountPlan.bind(target, own(source), readOnly, ""));
  }

  private void addBind(MountSpec.Bind bind) {
    var source = Path.of(bind.source());
    if (!Files.exists(source)) {
      makeSource(bind, source);
    }
    makePoint(bind.target(), Files.isDirectory(source));
    SourceMount.check(source, bind.propagation());
    list.add(MountPlan.bind(bind, source(bind)));
  }

  /** What is mounted inside a shared one appears outside, so it is taken from the outside. */
  private MountSource source(MountSpec.Bind bind) {
    if (bind.granted()) {
      return own(Path.of(bind.source()));
    }
    boolean below = !bind.recursive().equals("disabled");
    if (!bind.propagation().endsWith("shared") || !below) {
      return shown(new MountSource.Bind(bind.source(), below));
    }
    try (var place = Fd.open(bind.source(), Fd.O_PATH)) {
      var tree = Mounts.tree(place);
      owned.add(tree);
      return new MountSource.Tree(tree, bind.source());
    }
  }

  /** What is made for a remapped container belongs to its root, as Docker has it. */
  private void makeSource(MountSpec.Bind bind, Path source) {
    if (!bind.createHostPath()) {
      throw new JstackException("bind source path does not exist: " + bind.source());
    }
    var made = new ArrayDeque<Path>();
    for (var path = source; path != null && !Files.exists(path); path = path.getParent()) {
      made.push(path);
    }
    try {
      Files.createDirectories(source);
    } catch (IOException e) {
      throw new JstackException(
          "cannot make the bind source " + bind.source() + ": " + e.getMessage(), e);
    }
    var map = root.map();
    if (map != null) {
      made.forEach(path -> giveToRoot(path, map.users()));
    }
  }

  private static void giveToRoot(Path directory, UserMap users) {
    try (var made = Fd.open(directory.toString(), Fd.O_DIRECTORY | Fd.O_NOFOLLOW)) {
      Attributes.setOwner(made, users.userOutside(0), users.groupOutside(0));
    }
  }

  private void addTmpfs(MountSpec.Tmpfs tmpfs) {
    list.add(MountPlan.tmpfs(tmpfs, modeBeneath(tmpfs.target())));
    makePoint(tmpfs.target(), true);
  }

  private int modeBeneath(String target) {
    try (var directory =
        root.directory().directory(RawPath.of(target.substring(1)), Resolve.IN_ROOT)) {
      return directory.stat().permissions();
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return STICKY_FOR_ALL;
      }
      throw e;
    }
  }

  private void addVolume(MountSpec.Volume spec) {
    var name = spec.name() == null ? "" : spec.name();
    var volumes = parts.volumes();
    var volume = volumes.find(name).orElseGet(() -> volumes.create(name, Map.of(), Map.of()));
    if (VolumeOptions.isTmpfs(volume.options())) {
      var options = volume.options().getOrDefault("o", "");
      addTmpfs(new MountSpec.Tmpfs(spec.target(), spec.readOnly(), null, null, options));
      return;
    }
    if (!spec.noCopy() && spec.subpath() == null) {
      volumes.fill(volume, root.directory(), spec.target());
    }
    var source = spec.subpath() == null ? whole(volume) : subpath(volume, spec.subpath());
    makePoint(spec.target(), isDirectory(source));
    list.add(MountPlan.bind(spec.target(), source, spec.readOnly(), ""));
  }

  /** Another place of this machine that a volume stands for is shown as a bind is. */
  private MountSource whole(Volume volume) {
    return VolumeOptions.place(volume.options()).isPresent()
        ? shown(new MountSource.Bind(volume.path().toString()))
        : own(volume.path());
  }

  private void addImage(MountSpec.Image spec) {
    var source = new ImageMount(spec, parts.lowers(spec)).source(root.map(), directory, owned);
    makePoint(spec.target(), isDirectory(source));
    list.add(MountPlan.bind(spec.target(), source, true, ""));
  }

  private static boolean isDirectory(MountSource source) {
    return !(source instanceof MountSource.Tree(var tree, _))
        || Files.isDirectory(Path.of("/proc/self/fd/" + tree.number()));
  }

  /** Opened inside the volume, so that no link in it leads out. */
  private MountSource subpath(Volume volume, String subpath) {
    try (var directory = Directory.open(volume.path());
        var place = directory.open(RawPath.of(subpath).clean(), Fd.O_PATH, 0, Resolve.NO_LINKS)) {
      var tree = Mounts.tree(place);
      owned.add(tree);
      var map = root.map();
      if (map != null && VolumeOptions.place(volume.options()).isEmpty()) {
        map.apply(tree, "volume " + volume.name());
      }
      return new MountSource.Tree(tree, volume.name() + "/" + subpath);
    } catch (LinuxException e) {
      throw new JstackException(
          "volume \"" + volume.name() + "\": cannot open subpath \"" + subpath + "\": " + e.errno(),
          e);
    }
  }

  /** Below another mount the launch makes the mount point, when that one is there. */
  private void makePoint(String target, boolean directory) {
    if (isBelowMount(target)) {
      return;
    }
    if (directory) {
      root.makeDirectory(target);
    } else {
      root.makeFile(target);
    }
  }

  private boolean isBelowMount(String target) {
    return list.stream().anyMatch(mount -> MountPlan.isAtOrBelow(target, mount.target()));
  }

  @Override
  public void close() {
    owned.forEach(Fd::close);
  }
}
