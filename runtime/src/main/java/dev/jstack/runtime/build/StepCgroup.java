package dev.jstack.runtime.build;

import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.cgroup.CgroupLimits;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.cgroup.DeviceRule;
import dev.jstack.runtime.launch.Cgroups;
import dev.jstack.runtime.linux.OwnUser;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The cgroup of one step; closing it ends what may be left in it. */
record StepCgroup(Cgroup cgroup) implements AutoCloseable {
  /** Names of build steps' cgroups begin so; what a crash left of them may be killed. */
  static final String PREFIX = "build-";

  static StepCgroup create(CgroupTree tree) {
    var name = PREFIX + UUID.randomUUID();
    return new StepCgroup(
        tree.create(
            name, CgroupLimits.onlyDevices(OwnUser.isConfined() ? null : DeviceRule.DEFAULTS)));
  }

  Cgroups cgroups() {
    return new Cgroups(
        List.of(),
        cgroup.joinFiles().stream().map(Path::of).toList(),
        cgroup.cloneTarget().map(Path::of).orElse(null));
  }

  /** Kills and removes what builds of an engine that died have left. */
  static void sweep(CgroupTree tree) {
    for (var name : tree.names()) {
      if (name.startsWith(PREFIX)) {
        new StepCgroup(tree.find(name)).close();
      }
    }
  }

  @Override
  public void close() {
    cgroup.kill();
    cgroup.remove();
  }
}
