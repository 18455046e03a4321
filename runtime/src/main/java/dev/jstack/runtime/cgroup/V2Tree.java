package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Version 2 cgroups: one directory each, controllers handed down by their parents. */
final class V2Tree implements CgroupTree {
  private static final List<String> WANTED = List.of("cpu", "cpuset", "memory", "pids", "io");
  private static final String SUBTREE = "cgroup.subtree_control";

  private final Path base;
  private final Path root;
  private boolean ready;

  /** {@code base} is the place of this process, {@code name} is the tree's below it. */
  V2Tree(Path base, String name) {
    this.base = base;
    this.root = base.resolve(name);
  }

  @Override
  public Cgroup create(String name, CgroupLimits limits) {
    prepare();
    V2Limits.requireControllers(limits, controllers(root));
    var directory = root.resolve(name);
    ControlFile.makeDirectory(directory);
    var cgroup = new V2Cgroup(List.of(directory));
    try {
      cgroup.limit(limits);
    } catch (JstackException e) {
      cgroup.remove();
      throw e;
    }
    return cgroup;
  }

  @Override
  public CgroupTree at(String parent) {
    return new V2Tree(base, CgroupParent.relative(parent));
  }

  private synchronized void prepare() {
    if (!ready) {
      handDown(base);
      var place = base;
      for (var part : base.relativize(root)) {
        place = place.resolve(part);
        ControlFile.makeDirectory(place);
        handDown(place);
      }
      ready = true;
    }
  }

  /**
   * Lets the children of {@code directory} use what it may use. A place with processes of its own
   * can't hand down anything; then limits are refused when somebody asks for one.
   */
  private static void handDown(Path directory) {
    var missing = new LinkedHashSet<>(WANTED);
    missing.retainAll(words(directory.resolve("cgroup.controllers")));
    missing.removeAll(words(directory.resolve(SUBTREE)));
    for (String controller : missing) {
      ControlFile.tryWrite(directory.resolve(SUBTREE), "+" + controller);
    }
  }

  private static Set<String> controllers(Path directory) {
    return Set.copyOf(words(directory.resolve(SUBTREE)));
  }

  private static List<String> words(Path file) {
    return ControlFile.read(file)
        .filter(text -> !text.isEmpty())
        .map(text -> List.of(text.split(" ", -1)))
        .orElse(List.of());
  }

  @Override
  public Cgroup reopen(Map<String, String> directories) {
    return new V2Cgroup(directories.values().stream().map(Path::of).toList());
  }

  @Override
  public Cgroup widen(Cgroup cgroup, CgroupLimits limits) {
    V2Limits.requireControllers(limits, controllers(root));
    cgroup.limit(limits);
    return cgroup;
  }

  @Override
  public Set<CgroupFeature> features() {
    prepare();
    return CgroupFeature.ofVersion2(root);
  }

  @Override
  public void enter(String name) {
    var directory = root.resolve(name);
    ControlFile.makeDirectory(directory);
    ControlFile.write(directory.resolve("cgroup.procs"), "0");
  }

  @Override
  public void removeIfEmpty() {
    ControlFile.tryRemove(root);
  }

  @Override
  public List<String> names() {
    return ControlFile.subdirectories(root);
  }

  @Override
  public Cgroup find(String name) {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(root.resolve(name))) {
      found.add(root.resolve(name));
    }
    return new V2Cgroup(found);
  }
}
