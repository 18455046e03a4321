package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.MountSpec;
import java.util.List;

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
