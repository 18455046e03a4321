package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this user may make no cgroups: nothing is limited, measured or frozen, and a container's
 * processes are ended by the end of its process namespace.
 */
final class NoTree implements CgroupTree {
  @Override
  public Cgroup create(String name, CgroupLimits limits) {
    return new None();
  }

  @Override
  public CgroupTree at(String parent) {
    return this;
  }

  @Override
  public Cgroup widen(Cgroup cgroup, CgroupLimits limits) {
    return cgroup;
  }

  @Override
  public Cgroup reopen(Map<String, String> directories) {
    return new None();
  }

  @Override
  public void enter(String name) {}

  @Override
  public void removeIfEmpty() {}

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public Cgroup find(String name) {
    return new None();
  }

  @Override
  public boolean limits() {
    return false;
  }

  private record None() implements Cgroup {
    @Override
    public Map<String, String> directories() {
      return Map.of();
    }

    @Override
    public Map<String, String> view() {
      return Map.of();
    }

    @Override
    public List<String> joinFiles() {
      return List.of();
    }

    @Override
    public Optional<String> cloneTarget() {
      return Optional.empty();
    }

    @Override
    public void limit(CgroupLimits limits) {}

    @Override
    public void gather() {}

    @Override
    public List<Integer> members() {
      return List.of();
    }

    @Override
    public void kill() {}

    @Override
    public void freeze() {
      throw new JstackException(
          "cannot pause a container: that needs a cgroup, and this user may make none",
          "where systemd runs and cgroups are version 2 only, the engine started in a user unit"
              + " has one",
          null);
    }

    @Override
    public void thaw() {}

    @Override
    public CgroupStats stats() {
      return new CgroupStats(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public long oomKills() {
      return 0;
    }

    @Override
    public void remove() {}
  }
}
