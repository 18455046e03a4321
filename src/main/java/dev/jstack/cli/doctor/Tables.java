package dev.jstack.cli.doctor;

import dev.jstack.networking.netlink.FilterPolicies;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks whether there is nf_tables where a rootless engine has its bridges. */
final class Tables {
  private Tables() {}

  /** What {@link FilterPolicies#find} says in a namespace made for the question. */
  static Optional<List<String>> ofNewNamespace() {
    var found = new CompletableFuture<Optional<List<String>>>();
    Thread.ofPlatform().start(() -> found.complete(ask()));
    return found.join();
  }

  private static Optional<List<String>> ask() {
    try {
      NetworkNamespaces.unshareCallingThread();
      return FilterPolicies.find();
    } catch (LinuxException e) {
      return Optional.empty();
    }
  }
}
