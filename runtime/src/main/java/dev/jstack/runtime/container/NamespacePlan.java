package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.Namespaces;
import dev.jstack.runtime.launch.Namespaces.Namespace;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which namespaces of a container are its own, the host's, or another container's. */
final class NamespacePlan {
  private static final String CONTAINER = "container:";

  private NamespacePlan() {}

  /** {@code containers} finds a running container by name or id, or fails. */
  static Namespaces of(
      IsolationSpec spec,
      ContainerNetwork network,
      boolean hostCgroup,
      Function<String, Container> containers) {
    return new Namespaces(
        choose("pid", spec.pid(), containers),
        network(network),
        choose("ipc", spec.ipc(), containers),
        choose("uts", spec.uts(), containers),
        cgroup(spec.cgroup(), hostCgroup));
  }

  private static Namespace choose(
      String kind, @Nullable String mode, Function<String, Container> containers) {
    if (mode == null || mode.isEmpty()) {
      return Namespaces.NEW;
    }
    if (mode.startsWith(CONTAINER)) {
      int pid = containers.apply(mode.substring(CONTAINER.length())).state().pid();
      return new Namespace.Path("/proc/" + pid + "/ns/" + kind);
    }
    return switch (mode) {
      case "host" -> Namespaces.HOST;
      case "private", "shareable", "none" -> Namespaces.NEW;
      default ->
          throw new JstackException(
              kind + " \"" + mode + "\" is not supported: expected host, private or container:ID");
    };
  }

  /** Docker's default: the host's with version 1, an own one with version 2. */
  private static Namespace cgroup(@Nullable String mode, boolean isVersion1) {
    return switch (mode == null ? "" : mode) {
      case "" -> isVersion1 ? Namespaces.HOST : Namespaces.NEW;
      case "host" -> Namespaces.HOST;
      case "private" -> Namespaces.NEW;
      default ->
          throw new JstackException(
              "cgroup \"" + mode + "\" is not supported: expected host or private");
    };
  }

  private static Namespace network(ContainerNetwork network) {
    return switch (network.mode()) {
      case NONE -> Namespaces.NEW;
      case HOST -> Namespaces.HOST;
      case JOIN -> new Namespace.Path(String.valueOf(network.namespace()));
    };
  }

  /** The container whose /dev/shm is shared, for {@code ipc: container:ID}. */
  static @Nullable String ipcOwner(IsolationSpec spec) {
    var ipc = spec.ipc();
    return ipc != null && ipc.startsWith(CONTAINER) ? ipc.substring(CONTAINER.length()) : null;
  }
}
