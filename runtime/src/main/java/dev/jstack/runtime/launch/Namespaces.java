package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces a process gets; the mount namespace is always new.
 *
 * @param user the one that those which are new belong to, or null for this process's own
 */
public record Namespaces(
    Namespace pid,
    Namespace network,
    Namespace ipc,
    Namespace uts,
    Namespace cgroup,
    @Nullable UserNamespace user) {
  /** In this process's user namespace. */
  public Namespaces(
      Namespace pid, Namespace network, Namespace ipc, Namespace uts, Namespace cgroup) {
    this(pid, network, ipc, uts, cgroup, null);
  }

  /** The same in a user namespace. */
  public Namespaces in(@Nullable UserNamespace other) {
    return new Namespaces(pid, network, ipc, uts, cgroup, other);
  }

  /** Where a namespace comes from. */
  public sealed interface Namespace {
    /** A new one; a new network namespace has only {@code lo}, brought up. */
    record New() implements Namespace {}

    /** The engine's own. */
    record Host() implements Namespace {}

    /** An existing one by path: a pinned one, or /proc/PID/ns/net. */
    record Path(String path) implements Namespace {}

    /** An existing one by descriptor: of the namespace itself, or a pidfd of a member. */
    record Open(Fd fd) implements Namespace {}
  }

  public static final Namespace NEW = new Namespace.New();
  public static final Namespace HOST = new Namespace.Host();

  /** All new but the network, which the engine made and wired before. */
  public static Namespaces isolated(Namespace network) {
    return new Namespaces(NEW, network, NEW, NEW, NEW);
  }
}
