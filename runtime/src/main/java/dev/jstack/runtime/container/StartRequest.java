package dev.jstack.runtime.container;

import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.launch.Cgroups;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.launch.LaunchRequest;
import dev.jstack.runtime.launch.MountSource;
import dev.jstack.runtime.launch.Namespaces;
import dev.jstack.runtime.launch.Root;
import dev.jstack.runtime.launch.RootMount;
import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.launch.Supervision;
import dev.jstack.runtime.launch.UserNamespace;
import dev.jstack.runtime.linux.OwnUser;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a container's start together out of its resolved parts: no decision is left after it. */
final class StartRequest {
  private static final long SHM_BYTES = 64L << 20;
  private static final int UMASK = 022;

  private final Container container;
  private final ContainerNetwork network;
  private final Cgroup cgroup;
  private final DevicePlan devices;
  private final Function<String, Container> containers;
  private final IsolationSpec isolation;
  private final @Nullable UserNamespace user;

  StartRequest(
      Container container,
      ContainerNetwork network,
      Cgroup cgroup,
      DevicePlan devices,
      Function<String, Container> containers,
      @Nullable UserNamespace user) {
    this.user = user;
    this.container = container;
    this.network = network;
    this.cgroup = cgroup;
    this.devices = devices;
    this.containers = containers;
    this.isolation = container.spec().isolation();
  }

  /** Whom the streams of a user of the container belong to. */
  Identity streams(long uid) {
    return UserPlan.streams(user == null ? null : user.map(), uid);
  }

  /** All mounts, made ready below {@code root}. */
  void mounts(RootMounts mounts, NetworkFiles files) {
    var user = container.config().mounts();
    mounts.addStandard(MountPlan.standard(kernelMounts(), user));
    user.forEach(mounts::add);
    files.mount(mounts, user, isolation.readOnly());
  }

  private List<RootMount> kernelMounts() {
    long bytes = isolation.shmBytes() == null ? SHM_BYTES : isolation.shmBytes();
    var standard = RootMount.standard(bytes, isolation.privileged(), cgroupView());
    var ipc = isolation.ipc() == null ? "" : isolation.ipc();
    if (user != null && ipc.equals("host")) {
      // The host's queues can be mounted by the host's users only.
      standard = standard.stream().filter(m -> !m.target().equals("/dev/mqueue")).toList();
    }
    return withSharedMemory(standard, ipc, bytes);
  }

  private List<RootMount> withSharedMemory(List<RootMount> standard, String ipc, long bytes) {
    if (ipc.equals("none")) {
      return standard.stream().filter(mount -> !isShm(mount)).toList();
    }
    var shared = sharedMemory(ipc, bytes);
    return shared == null
        ? standard
        : standard.stream().map(mount -> isShm(mount) ? shared : mount).toList();
  }

  /** A /dev/shm that is not the container's alone. */
  private @Nullable RootMount sharedMemory(String ipc, long bytes) {
    var owner = NamespacePlan.ipcOwner(isolation);
    String source;
    if (ipc.equals("host")) {
      source = "/dev/shm";
    } else if (owner != null) {
      source = SharedMemory.of(containers.apply(owner)).toString();
    } else if (SharedMemory.isShared(isolation)) {
      if (container.run() == null) {
        SharedMemory.unmount(container);
        SharedMemory.mount(container, bytes);
      }
      source = SharedMemory.place(container).toString();
    } else {
      return null;
    }
    return MountPlan.bind("/dev/shm", new MountSource.Bind(source), false, "");
  }

  private static boolean isShm(RootMount mount) {
    return mount.target().equals("/dev/shm");
  }

  private MountSource cgroupView() {
    if (user != null && "host".equals(isolation.cgroup())) {
      return new MountSource.Bind("/sys/fs/cgroup");
    }
    return cgroup.cloneTarget().isPresent()
        ? new MountSource.Cgroup2()
        : new MountSource.CgroupHierarchies(cgroup.view());
  }

  LaunchRequest build(
      RootTree root, RootMounts mounts, ProcessPlan process, String hostname, Stdio stdio) {
    var namespaces =
        NamespacePlan.of(isolation, network, cgroup.cloneTarget().isEmpty(), containers).in(user);
    var security = SecurityPlan.of(isolation);
    boolean ownUts = !(namespaces.uts() instanceof Namespaces.Namespace.Host);
    var newRoot =
        new Root.NewRoot(
            root.tree(),
            mounts.list(),
            isolation.readOnly(),
            devices.nodes(),
            security.masked(),
            security.readOnly(),
            SysctlPlan.of(
                isolation,
                network.mode() != ContainerNetwork.Mode.HOST,
                !(namespaces.ipc() instanceof Namespaces.Namespace.Host),
                user == null ? OwnUser.groups() : user.map().groups()),
            ownUts ? hostname : null,
            ownUts ? isolation.domainname() : null);
    return new LaunchRequest(
        container.name(),
        process.argv(),
        process.environment(),
        process.workingDir(),
        process.identity(),
        security.privileges(),
        newRoot,
        namespaces,
        cgroups(cgroup),
        OwnLimits.resolve(isolation.ulimits()),
        isolation.oomScoreAdj(),
        UMASK,
        container.spec().process().init(),
        stdio,
        new Supervision.Keeper(container.directory()));
  }

  static Cgroups cgroups(Cgroup cgroup) {
    return new Cgroups(
        List.of(),
        cgroup.joinFiles().stream().map(Path::of).toList(),
        cgroup.cloneTarget().map(Path::of).orElse(null));
  }
}
