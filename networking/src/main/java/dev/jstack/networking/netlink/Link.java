package dev.jstack.networking.netlink;

import java.util.Optional;

/**
 * A network interface as the kernel lists it.
 *
 * @param alias what its maker says about it; empty for nothing
 * @param vlan what it carries, if it is one
 */
public record Link(
    int index, String name, int group, int mtu, int master, String alias, Optional<Vlan> vlan) {

  /**
   * Frames with a tag.
   *
   * @param parent index of the link that carries them
   */
  public record Vlan(int parent, int id) {}
}
