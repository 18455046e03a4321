package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Containers;
import dev.jstack.networking.address.AddressText;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.MountSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a new container takes from others: {@code --volumes-from} and {@code --link}. */
final class OtherContainers {
  private final Containers containers;

  OtherContainers(Session session) {
    this.containers = session.engine().containers();
  }

  /** {@code own} and, where it has nothing, what the others mount; theirs in the order named. */
  List<MountSpec> mounts(List<MountSpec> own, List<String> others) {
    List<MountSpec> all = own;
    for (String text : others) {
      String[] parts = text.split(":", 2);
      String mode = parts.length > 1 ? parts[1] : "rw";
      if (!mode.matches("ro|rw")) {
        throw new JstackException(
            "invalid mode \"" + mode + "\" in --volumes-from " + text + ": expected ro or rw");
      }
      List<MountSpec> theirs = containers.require(parts[0]).config().mounts();
      all = MountSpec.borrowed(all, theirs, mode.equals("ro"));
    }
    return all;
  }

  /**
   * {@code NAME[:ALIAS]} as {@code NAME:ALIAS}. On the default network the other one must be there,
   * too; elsewhere it is found when it is asked for.
   */
  List<String> links(List<String> texts, boolean isDefaultNetwork) {
    return texts.stream().map(text -> link(text, isDefaultNetwork)).toList();
  }

  /** What the environment of {@code container} says of those that it is linked to there. */
  Map<String, String> variables(List<String> links, String container) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String link : links) {
      String[] parts = link.split(":", 2);
      Container other = containers.require(parts[0]);
      containers.sandbox(other).stream()
          .flatMap(sandbox -> sandbox.attachments().stream())
          .filter(end -> end.network().equals("bridge"))
          .map(end -> AddressText.of(end.address()))
          .map(address -> of(other, parts[1], address))
          .forEach(variables -> all.putAll(variables.in(container)));
    }
    return all;
  }

  private static LinkVariables of(Container other, String alias, String address) {
    Map<String, @Nullable String> environment = new LinkedHashMap<>();
    for (String line : other.config().image().env()) {
      String[] parts = line.split("=", 2);
      environment.put(parts[0], parts[parts.length - 1]);
    }
    environment.putAll(other.spec().process().environment());
    return new LinkVariables(alias, address, other.exposedPorts(), environment);
  }

  private String link(String text, boolean isDefaultNetwork) {
    String[] parts = text.split(":", 2);
    String alias = parts.length > 1 ? parts[1] : parts[0];
    if (parts[0].isEmpty() || alias.isEmpty()) {
      throw new JstackException("invalid link \"" + text + "\": expected CONTAINER[:ALIAS]");
    }
    if (isDefaultNetwork) {
      Container other = containers.require(parts[0]);
      if (!other.spec().network().networks().contains("bridge")) {
        throw new JstackException(
            "container " + other.name() + " not attached to default bridge network");
      }
    }
    return parts[0] + ":" + alias;
  }
}
