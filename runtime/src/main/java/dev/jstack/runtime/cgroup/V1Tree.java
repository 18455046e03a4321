package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Version 1 (and hybrid) cgroups. Every directory costs time at start and end, so a container gets
 * the fewest that do: {@code freezer} holds every member (to find, pause and kill them), {@code
 * memory}, {@code cpuacct} and {@code blkio} measure; {@code cpu}, {@code cpuset} and {@code pids}
 * only with a limit, but all of them for one that may use all devices: it may change its cgroups
 * itself. Containers with the usual device rules share one {@code devices} cgroup, since those
 * rules count nothing.
 */
final class V1Tree implements CgroupTree {
  private static final String SHARED_DEVICES = "default-devices";

  /** An empty one for members to look at, in controllers that they have no cgroup of. */
  private static final String UNLIMITED = "unlimited";

  private static final List<String> SHOWN = List.of("cpu", "cpuset", "pids");

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
    return limited(new V1Cgroup(directories, sharedDevices(limits), shown()), directories, limits);
  }

  /** With nothing left of {@code fresh} directories if the kernel takes no such limits. */
  private V1Cgroup limited(V1Cgroup cgroup, Map<String, Path> fresh, CgroupLimits limits) {
    try {
      fresh.forEach(this::make);
      cgroup.limit(limits);
      return cgroup;
    } catch (JstackException e) {
      Set.copyOf(fresh.values()).forEach(ControlFile::tryRemove);
      throw e;
    }
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
    var paths = paths(directories);
    places(paths)
        .forEach((controller, path) -> {
          if (Files.isDirectory(path)) {
            paths.putIfAbsent(controller, path);
          }
        });
    return new V1Cgroup(paths, shared(paths), Map.of());
  }

  private static Map<String, Path> paths(Map<String, String> directories) {
    var paths = new LinkedHashMap<String, Path>();
    directories.forEach((controller, path) -> paths.put(controller, Path.of(path)));
    return paths;
  }

  /** Where its directories are, or would be, by controller. */
  private Map<String, Path> places(Map<String, Path> directories) {
    var places = new LinkedHashMap<String, Path>();
    var freezer = directories.get("freezer");
    if (freezer != null) {
      var place = Objects.requireNonNull(bases.get("freezer")).relativize(freezer);
      bases.forEach((controller, base) -> places.put(controller, base.resolve(place)));
    }
    return places;
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
  public Cgroup widen(Cgroup cgroup, CgroupLimits limits) {
    V1Limits.requireControllers(limits, roots.keySet());
    var directories = paths(cgroup.directories());
    var fresh = places(directories);
    fresh.keySet().retainAll(V1Limits.controllers(limits));
    fresh.keySet().removeAll(directories.keySet());
    directories.putAll(fresh);
    return limited(new V1Cgroup(directories, shared(directories), Map.of()), fresh, limits);
  }

  @Override
  public Set<CgroupFeature> features() {
    return CgroupFeature.ofVersion1(bases);
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
