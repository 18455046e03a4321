package dev.jstack.runtime.container;

import dev.jstack.runtime.cgroup.CgroupStats;
import dev.jstack.runtime.copy.FileTree;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.OwnNamespaces;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What containers are and have right now: use, processes, control groups, files, launch list. */
public final class ContainerInsight {
  private final RuntimeParts parts;

  ContainerInsight(RuntimeParts parts) {
    this.parts = parts;
  }

  /** What it uses; it must run. */
  public CgroupStats stats(Container container) {
    return Run.of(container).cgroup().stats();
  }

  /** Host process ids of everything that runs in it. */
  public List<Integer> processes(Container container) {
    var run = container.run();
    if (run == null) {
      return List.of();
    }
    return parts.cgroups().limits() ? run.cgroup().members() : OwnNamespaces.members(run.pid());
  }

  /** Its cgroup's directories by controller while it runs. */
  public Map<String, String> cgroup(Container container) {
    var run = container.run();
    return run == null ? Map.of() : run.cgroup().directories();
  }

  /** The list that starts it, in words, one step a line; values of variables are left out. */
  public String explain(Container container, ContainerNetwork network) {
    return new Explanation(parts).of(container, network);
  }

  /**
   * Its root directory, hostile and to be closed by the caller: with all mounts while it runs,
   * without its volumes otherwise. Paths in it must be walked with {@link
   * dev.jstack.runtime.linux.Resolve#IN_ROOT}.
   */
  public Directory root(Container container) {
    var run = container.run();
    return run == null
        ? RootTree.mount(parts.image(container).lowers(), container.directory()).directory()
        : ContainerTree.root(container, run);
  }

  /**
   * Does something with its files: with all mounts while it runs, with its volumes otherwise. One
   * that doesn't run is not started meanwhile.
   */
  public void withFiles(Container container, Consumer<FileTree> action) {
    new ContainerTree(parts).with(container, action);
  }
}
