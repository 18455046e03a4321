package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;

/** Which namespaces a process gets; the mount namespace is always new. */
public record Namespaces(
    Namespace pid, Namespace network, Namespace ipc, Namespace uts, Namespace cgroup) {
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
