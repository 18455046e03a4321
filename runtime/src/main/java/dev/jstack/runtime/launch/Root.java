package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file system a process starts in. */
public sealed interface Root {
  /**
   * A new mount namespace with {@code tree} as its root.
   *
   * @param tree a detached mount (fsmount, or open_tree with OPEN_TREE_CLONE); it can be moved into
   *     place once
   * @param mounts in this order; parents first
   * @param readOnly the root itself is made read-only at the end
   * @param devices nodes in /dev, which must be one of {@code mounts}
   * @param masked absolute paths below /proc and /sys that are hidden; missing ones are skipped
   * @param readOnlyPaths likewise, made read-only
   * @param sysctls names with dots → values, written through the container's own /proc
   * @param hostname null leaves it (host UTS namespace)
   * @param domainname likewise
   */
  record NewRoot(
      Fd tree,
      List<RootMount> mounts,
      boolean readOnly,
      List<DeviceNode> devices,
      List<String> masked,
      List<String> readOnlyPaths,
      Map<String, String> sysctls,
      @Nullable String hostname,
      @Nullable String domainname)
      implements Root {
    public NewRoot {
      mounts = List.copyOf(mounts);
      devices = List.copyOf(devices);
      masked = List.copyOf(masked);
      readOnlyPaths = List.copyOf(readOnlyPaths);
      sysctls = Map.copyOf(sysctls);
    }
  }

  /**
   * Root and namespaces of a running process, usually a container's PID 1; those it has from this
   * process aren't entered, as root of a user namespace might not be allowed to.
   */
  record Join(
      Fd pidfd,
      boolean ownCgroup,
      boolean ownUts,
      boolean ownIpc,
      boolean ownPid,
      boolean ownNetwork,
      boolean ownUser)
      implements Root {
    /** A process that shares no namespace with this one but perhaps the users. */
    public Join(Fd pidfd, boolean ownUser) {
      this(pidfd, true, true, true, true, true, ownUser);
    }
  }
}
