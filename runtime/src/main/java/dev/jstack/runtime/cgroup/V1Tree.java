package dev.jstack.runtime.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Version 1 (and hybrid) cgroups. Every directory costs time at start and end, so a container gets
 * the fewest that do: {@code freezer} holds every member (to find, pause and kill them), {@code
 * memory} and {@code cpuacct} measure; {@code cpu}, {@code cpuset} and {@code pids} only with a
 * limit, but all of them for one that may use all devices: it may change its cgroups itself.
 * Containers with the usual device rules share one {@code devices} cgroup, since those rules count
 * nothing.
 */
final class V1Tree implements CgroupTree {
  private static final String SHARED_DEVICES = "default-devices";
  private static final int MOVES = 100;

  /** An empty one for members to look at, in controllers that they have no cgroup of. */
  private static final String UNLIMITED = "unlimited";

  private static final List<String> SHOWN = List.of("blkio", "cpu", "cpuset", "pids");

  private final Map<String, Path> roots = new LinkedHashMap<>();
  private final Map<String, Path> sharedRoots;
  private final Map<String, Path> bases;
  private final Path members;

  /**
   * {@code controllers} are the base directories, {@code freezer} among them; {@code name} is the
   * tree's below them.
   */
  V1Tree(Map<String, Path> controllers, Path freezer, String name) {
    members = freezer.resolve(name);
    bases = Map.copyOf(controllers);
    controllers.forEach((controller, base) -> roots.put(controller, base.resolve(name)));
    sharedRoots = roots;
  }

  private V1Tree(V1Tree engine, String parent) {
    bases = engine.bases;
    bases.forEach((controller, base) -> roots.put(controller, base.resolve(parent)));
    sharedRoots = engine.sharedRoots;
    members = engine.members;
  }

  @Override
  public CgroupTree at(String parent) {
    return new V1Tree(this, CgroupParent.relative(parent));
  }

  @Override
  public Cgroup create(String name, CgroupLimits limits) {
    var directories = new LinkedHashMap<String, Path>();
    var controllers = new LinkedHashSet<>(V1Limits.controllers(limits));
    if (limits.devices() == null) {
      controllers.addAll(SHOWN);
      controllers.add("devices");
    }
    for (String controller : controllers) {
      var root = roots.get(controller);
      if (root != null) {
        directories.put(controller, root.resolve(name));
      }
    }
    V1Limits.requireControllers(limits, roots.keySet());
    if (limits.devices() != null && limits.devices().equals(DeviceRule.DEFAULTS)) {
      directories.remove("devices");
    }
    directories.forEach(this::make);
    var cgroup = new V1Cgroup(directories, sharedDevices(limits), shown());
    cgroup.limit(limits);
    return cgroup;
  }

  private void make(String controller, Path directory) {
    if (controller.equals("cpuset")) {
      inheritCpuset(directory);
    } else {
      ControlFile.makeDirectory(directory);
    }
  }

  /** A new cpuset is empty, and nothing can join it until it has cores and memory nodes. */
  private void inheritCpuset(Path directory) {
    var parent = directory.getParent();
    if (parent == null || directory.equals(bases.get("cpuset"))) {
      return;
    }
    inheritCpuset(parent);
    if (!Files.isDirectory(directory)) {
      ControlFile.makeDirectory(directory);
      for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
        ControlFile.write(
            directory.resolve(file), ControlFile.read(parent.resolve(file)).orElseThrow());
      }
    }
  }

  private synchronized Map<String, Path> shown() {
    var shown = new LinkedHashMap<String, Path>();
    for (String controller : SHOWN) {
      var root = sharedRoots.get(controller);
      if (root != null) {
        var directory = root.resolve(UNLIMITED);
        if (!Files.isDirectory(directory)) {
          make(controller, directory);
        }
        shown.put(controller, directory);
      }
    }
    var devices = sharedRoots.get("devices");
    if (devices != null && Files.isDirectory(devices.resolve(SHARED_DEVICES))) {
      shown.put("devices", devices.resolve(SHARED_DEVICES));
    }
    return shown;
  }

  private List<Path> sharedDevices(CgroupLimits limits) {
    var root = sharedRoots.get("devices");
    if (root == null || limits.devices() == null || !limits.devices().equals(DeviceRule.DEFAULTS)) {
      return List.of();
    }
    var shared = root.resolve(SHARED_DEVICES);
    synchronized (this) {
      if (!Files.isDirectory(shared)) {
        ControlFile.makeDirectory(shared);
        V1Limits.allowDevices(shared, DeviceRule.DEFAULTS);
      }
    }
    return List.of(shared);
  }

  @Override
  public Cgroup reopen(Map<String, String> directories) {
    var paths = new LinkedHashMap<String, Path>();
    directories.forEach((controller, path) -> paths.put(controller, Path.of(path)));
    return new V1Cgroup(paths, shared(paths), Map.of());
  }

  /**
   * The shared devices cgroup, if that is where its members are: what joins them later must be
   * there, too, or it could use any device.
   */
  private List<Path> shared(Map<String, Path> directories) {
    var root = sharedRoots.get("devices");
    var freezer = directories.get("freezer");
    if (root == null || freezer == null || directories.containsKey("devices")) {
      return List.of();
    }
    var shared = root.resolve(SHARED_DEVICES);
    var there = Set.copyOf(ControlFile.pids(shared.resolve("cgroup.procs")));
    return ControlFile.pids(freezer.resolve("cgroup.procs")).stream().anyMatch(there::contains)
        ? List.of(shared)
        : List.of();
  }

  @Override
  public Cgroup change(Cgroup cgroup, CgroupLimits limits) {
    var directories = new LinkedHashMap<String, Path>();
    cgroup.directories().forEach((controller, path) -> directories.put(controller, Path.of(path)));
    V1Limits.requireControllers(limits, roots.keySet());
    var freezer = directories.get("freezer");
    for (String controller : V1Limits.controllers(limits)) {
      var base = bases.get(controller);
      if (base != null && freezer != null && !directories.containsKey(controller)) {
        var place = Objects.requireNonNull(bases.get("freezer")).relativize(freezer);
        directories.put(controller, base.resolve(place));
        make(controller, base.resolve(place));
      }
    }
    var wider = new V1Cgroup(directories, shared(directories), Map.of());
    wider.limit(limits);
    directories.values().forEach(directory -> move(wider, directory));
    return wider;
  }

  /** Members that are born meanwhile are where their parents are: again, until there are none. */
  private static void move(Cgroup cgroup, Path directory) {
    var procs = directory.resolve("cgroup.procs");
    for (int round = 0; round < MOVES; round++) {
      var missing = new ArrayList<>(cgroup.members());
      missing.removeAll(ControlFile.pids(procs));
      if (missing.isEmpty()) {
        return;
      }
      // One that has just ended can't be moved, and needn't be.
      missing.forEach(pid -> ControlFile.tryWrite(procs, pid.toString()));
    }
  }

  @Override
  public void enter(String name) {
    var directories = new LinkedHashMap<String, Path>();
    roots.forEach((controller, root) -> directories.put(controller, root.resolve(name)));
    directories.forEach(this::make);
    for (var directory : Set.copyOf(directories.values())) {
      ControlFile.write(directory.resolve("cgroup.procs"), "0");
    }
  }

  @Override
  public void removeIfEmpty() {
    var devices = roots.get("devices");
    if (devices != null) {
      ControlFile.tryRemove(devices.resolve(SHARED_DEVICES));
    }
    Set.copyOf(roots.values()).forEach(root -> ControlFile.tryRemove(root.resolve(UNLIMITED)));
    Set.copyOf(roots.values()).forEach(ControlFile::tryRemove);
  }

  @Override
  public List<String> names() {
    return ControlFile.subdirectories(members);
  }

  @Override
  public Cgroup find(String name) {
    var found = new LinkedHashMap<String, Path>();
    roots.forEach((controller, root) -> {
      if (Files.isDirectory(root.resolve(name))) {
        found.put(controller, root.resolve(name));
      }
    });
    return new V1Cgroup(found, shared(found), Map.of());
  }
}
