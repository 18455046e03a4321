package dev.jstack.networking.firewall;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Nftables;
import java.util.List;

/** Finds what this machine has: libnftables, the program nft, or neither. */
public final class Firewalls {
  /** All that there are, the best first. */
  public static final List<String> ALL =
      List.of(NftCommands.Library.NAME, NftCommands.Program.NAME);

  private Firewalls() {}

  /**
   * The best that works, in the calling thread's network namespace.
   *
   * @param table the engine's table
   * @param wanted names of interpreters, the best first
   */
  public static Firewall open(String table, List<String> wanted) {
    for (var name : wanted) {
      if (name.equals(NftCommands.Library.NAME) && !Nftables.available()) {
        continue;
      }
      try {
        var nft = NftCommands.opener(name).get();
        nft.run("add table inet %1$s_try\ndelete table inet %1$s_try\n".formatted(table));
        return new TextFirewall(table, nft);
      } catch (JstackException e) {
        // it is there but can't: the kernel lacks nf_tables or we lack the right
      }
    }
    return new NoFirewall();
  }

  /**
   * Leads port 53 of an address of this namespace's loopback to another port of it, so that the
   * container itself may listen on 53. For a firewall that forwards.
   */
  public static void redirectDns(Firewall firewall, String address, int port) {
    try (var nft = NftCommands.opener(firewall.name()).get()) {
      nft.run(
          """
          table ip jstack_dns {
            chain own {
              type nat hook output priority -100;
              ip daddr %1$s udp dport 53 dnat to %1$s:%2$d
              ip daddr %1$s tcp dport 53 dnat to %1$s:%2$d
            }
          }
          """
              .formatted(address, port));
    }
  }
}
