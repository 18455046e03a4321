package dev.jstack.runtime.container;

import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.launch.LaunchRequest;
import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.launch.UserNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A start made ready: names looked up, mount points and files in place, nothing launched. */
final class PreparedStart implements AutoCloseable {
  private final StartRequest request;
  private final RootTree root;
  private final RootMounts mounts;
  private final ProcessPlan process;
  private final String hostname;

  private PreparedStart(
      StartRequest request,
      RootTree root,
      RootMounts mounts,
      ProcessPlan process,
      String hostname) {
    this.request = request;
    this.root = root;
    this.mounts = mounts;
    this.process = process;
    this.hostname = hostname;
  }

  /** Prepares in {@code root}, which stays the caller's. */
  static PreparedStart of(
      RuntimeParts parts,
      Container container,
      ContainerNetwork network,
      Cgroup cgroup,
      DevicePlan devices,
      RootTree root,
      @Nullable UserNamespace user) {
    var hostname = hostname(container, network);
    var files = new NetworkFiles(container.directory(), network, hostname);
    files.write();
    var accounts = AccountFiles.in(root.directory());
    var process = ProcessPlan.of(container.spec().process(), container.image(), hostname, accounts);
    var request = new StartRequest(container, network, cgroup, devices, parts::running, user);
    var mounts = new RootMounts(root, parts, container.directory());
    try {
      request.mounts(mounts, files);
    } catch (RuntimeException e) {
      mounts.close();
      throw e;
    }
    return new PreparedStart(request, root, mounts, process, hostname);
  }

  LaunchRequest request(Stdio stdio) {
    return request.build(root, mounts, process, hostname, stdio);
  }

  /** Whom its streams belong to: its user, and the group of its root. */
  Identity owner() {
    return request.streams(process.identity().uid());
  }

  private static String hostname(Container container, ContainerNetwork network) {
    boolean ofHost =
        "host".equals(container.spec().isolation().uts())
            || network.mode() == ContainerNetwork.Mode.HOST;
    if (ofHost && container.spec().isolation().hostname() == null) {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return container.hostname();
  }

  @Override
  public void close() {
    mounts.close();
  }
}
