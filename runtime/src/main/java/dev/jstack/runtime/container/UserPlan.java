package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.launch.UserNamespace;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.NamespaceFile;
import dev.jstack.runtime.linux.OwnNamespaces;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.UserMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which user namespace a container gets: one of its own for each run, that of a container which it
 * shares another namespace with, or the engine's.
 */
final class UserPlan {
  private static final String CONTAINER = "container:";

  private final @Nullable UserMap map;

  /** {@code map} of all containers that don't ask for the host's users, or null. */
  UserPlan(@Nullable UserMap map) {
    this.map = map;
  }

  /** Docker's rules for what a remapped container may share with the host. */
  void check(IsolationSpec isolation, NetworkSpec network) {
    var mode = isolation.userns();
    if (mode != null && !mode.isEmpty() && !mode.equals("host")) {
      throw new JstackException(
          "invalid user namespace mode \"" + mode + "\": expected host or nothing");
    }
    if (remapped(isolation) == null) {
      return;
    }
    if (isolation.privileged()) {
      throw refused(
          "privileged mode is incompatible with user namespaces.  You must run the container in the"
              + " host namespace when running privileged mode");
    }
    if (network.mode().equals("host")) {
      throw refused("cannot share the host's network namespace when user namespaces are enabled");
    }
    if ("host".equals(isolation.pid())) {
      throw refused("cannot share the host PID namespace when user namespaces are enabled");
    }
  }

  private static JstackException refused(String message) {
    return new JstackException(message, "give it userns_mode: host (--userns=host)", null);
  }

  private @Nullable UserMap remapped(IsolationSpec isolation) {
    return "host".equals(isolation.userns()) ? null : map;
  }

  /** A new network namespace for its next run; nothing if any will do. */
  Optional<Fd> network(ContainerSpec spec, Function<String, Container> running) {
    var own = remapped(spec.isolation());
    if (own == null) {
      return Optional.empty();
    }
    try (var user = partner(spec, running).orElseGet(() -> UserNamespace.make(own))) {
      return Optional.of(user.network());
    }
  }

  /**
   * The namespace of a run, closed by the caller; null if it is this process's own. With a network,
   * it is the one that the network's namespace belongs to.
   */
  @Nullable UserNamespace of(
      Container container, ContainerNetwork network, Function<String, Container> running) {
    var run = container.run();
    if (run != null) {
      return map(run) == null ? null : UserNamespace.of(run.pid());
    }
    var spec = container.spec();
    var own = remapped(spec.isolation());
    if (own == null) {
      return null;
    }
    return partner(spec, running)
        .orElseGet(() -> {
          var place = network.namespace();
          return place == null ? UserNamespace.make(own) : ownerOf(place.toString(), own);
        });
  }

  private static UserNamespace ownerOf(String place, UserMap map) {
    try (var network = Fd.open(place, Fd.O_RDONLY)) {
      return new UserNamespace(NamespaceFile.owner(network), map);
    }
  }

  /** Who shares a namespace shares the users, too: namespaces belong to them. */
  private static Optional<UserNamespace> partner(
      ContainerSpec spec, Function<String, Container> running) {
    var modes = new ArrayList<String>();
    modes.add(spec.network().mode());
    modes.add(Objects.requireNonNullElse(spec.isolation().ipc(), ""));
    modes.add(Objects.requireNonNullElse(spec.isolation().pid(), ""));
    return modes.stream()
        .filter(mode -> mode.startsWith(CONTAINER))
        .findFirst()
        .map(mode -> ofRunning(running.apply(mode.substring(CONTAINER.length()))));
  }

  /** Who a container's users are outside while it runs; null if they are themselves. */
  static @Nullable UserMap map(Run run) {
    return OwnUser.isConfined() || OwnNamespaces.isShared(run.pid(), "user")
        ? null
        : UserMap.of(run.pid());
  }

  /**
   * Whom streams belong to that a user inside is to open again (/dev/stdout): the user, and the
   * group of their root, who may do so because both are inside.
   */
  static Identity streams(@Nullable UserMap map, long uid) {
    return map == null
        ? new Identity(uid, 0, List.of())
        : new Identity(
            Integer.toUnsignedLong(map.userOutside((int) uid)),
            Integer.toUnsignedLong(map.groupOutside(0)),
            List.of());
  }

  private static UserNamespace ofRunning(Container container) {
    int pid = container.state().pid();
    if (OwnNamespaces.isShared(pid, "user")) {
      throw refused("cannot share a namespace of " + container.name() + ": it isn't remapped");
    }
    return UserNamespace.of(pid);
  }
}
