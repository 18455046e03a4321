package dev.jstack.runtime.cgroup;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All cgroups of one engine, {@code <base>/jstack-<instance>/…} in each hierarchy. The base is the
 * place of this process, but above what a session or service manager may take away.
 */
public interface CgroupTree {
  /** The tree of this machine; {@code instance} keeps engines of one machine apart. */
  static CgroupTree open(String instance) {
    return CgroupMounts.ofThisMachine().tree(instance);
  }

  /**
   * Moves this process out of its session's or service's cgroup, with which it could be killed;
   * does nothing where there is none.
   */
  static void leaveSession(String instance) {
    var mounts = CgroupMounts.ofThisMachine();
    if (mounts.inSession()) {
      mounts.tree(instance).enter("engine");
    }
  }

  /** Makes a cgroup with these limits, before anything is in it; if it fails, there is none. */
  Cgroup create(String name, CgroupLimits limits);

  /**
   * The same engine's cgroups at another place, below the base: Docker's {@code cgroup_parent}. The
   * place is made if need be, and stays.
   */
  CgroupTree at(String parent);

  /**
   * A cgroup that was made before, by its directories; it need not exist any more. Directories that
   * an interrupted change has made are in the result, too.
   */
  Cgroup reopen(Map<String, String> directories);

  /**
   * Changes the limits of a cgroup with members; null fields stay as they are. Where version 1
   * needs further directories, they are made: the result has them, too, and holds all members after
   * {@link Cgroup#gather}, as soon as whoever starts others knows of it.
   */
  Cgroup widen(Cgroup cgroup, CgroupLimits limits);

  /** Moves this process (and what it starts from now on) to a cgroup of the tree. */
  void enter(String name);

  /** Removes what is empty of the tree itself; with members in it, it stays. */
  void removeIfEmpty();

  /** Names of all cgroups there are in the hierarchy that holds every member. */
  List<String> names();

  /** Whether limits have an effect; an ordinary user may have no right to any cgroup. */
  default boolean limits() {
    return true;
  }

  /** What the kernel can limit here; everything where {@link #limits} says that nothing is. */
  default Set<CgroupFeature> features() {
    return EnumSet.allOf(CgroupFeature.class);
  }

  /** A cgroup by its name, in whatever hierarchies it exists. */
  Cgroup find(String name);
}
