package dev.jstack.runtime.build;

import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.launch.Cgroups;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.launch.LaunchRequest;
import dev.jstack.runtime.launch.MountSource;
import dev.jstack.runtime.launch.Namespaces;
import dev.jstack.runtime.launch.Privileges;
import dev.jstack.runtime.launch.Rlimit;
import dev.jstack.runtime.launch.Root;
import dev.jstack.runtime.launch.RootMount;
import dev.jstack.runtime.launch.SeccompFilter;
import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.launch.Supervision;
import dev.jstack.runtime.launch.SystemPaths;
import dev.jstack.runtime.linux.Fd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a step's process is: the same walls as any container's, and no more rights. */
record StepLaunch(
    List<String> argv,
    List<String> environment,
    String workingDir,
    Identity identity,
    List<RootMount> mounts,
    Namespaces.Namespace network) {
  private static final String HOSTNAME = "buildkitsandbox";
  private static final long SHM_BYTES = 64L << 20;
  private static final int UMASK = 022;

  /** Docker's mounts, but for the cgroups: a step has no limits to look at. */
  static List<RootMount> standard(long shmBytes) {
    return RootMount.standard(
            shmBytes == 0 ? SHM_BYTES : shmBytes, false, new MountSource.Cgroup2())
        .stream()
        .filter(mount -> !mount.target().equals("/sys/fs/cgroup"))
        .toList();
  }

  LaunchRequest request(Fd overlay, Fd in, Fd out, Fd err, Cgroups cgroups, BuildSession session) {
    return new LaunchRequest(
        "build step",
        argv,
        environment,
        workingDir,
        identity,
        new Privileges(
            CapabilitySet.DEFAULT, false, SeccompFilter.dockerDefault(CapabilitySet.DEFAULT)),
        new Root.NewRoot(
            overlay,
            mounts,
            false,
            List.of(),
            SystemPaths.MASKED,
            SystemPaths.READ_ONLY,
            Map.of(),
            HOSTNAME,
            null),
        Namespaces.isolated(network),
        cgroups,
        limits(session.options().ulimits()),
        null,
        UMASK,
        false,
        new Stdio.Streams(in, out, err),
        new Supervision.Child());
  }

  private static List<Rlimit> limits(Map<String, List<Long>> ulimits) {
    var limits = new ArrayList<Rlimit>();
    ulimits.forEach(
        (name, values) -> limits.add(new Rlimit(name, values.getFirst(), values.getLast())));
    return limits;
  }
}
