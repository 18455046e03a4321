package dev.jstack.networking.netlink;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds other firewalls' chains that drop what they do not know, be it by their policy or by their
 * last rule. Their drop beats our accept, and they are not ours to change: the user has to be told.
 */
public final class FilterPolicies {
  private static final int GET_CHAIN = 10 << 8 | 4;
  private static final int ALL_FAMILIES = 0;
  private static final Map<Integer, String> FAMILIES = Map.of(1, "inet", 2, "ip", 10, "ip6");
  private static final int HEADER_BYTES = 4;
  private static final int CHAIN_TABLE = 1;
  private static final int CHAIN_NAME = 3;
  private static final int CHAIN_HOOK = 4;
  private static final int CHAIN_POLICY = 5;
  private static final int HOOK_NUMBER = 1;
  private static final int DROP = 0;

  private FilterPolicies() {}

  /**
   * Such chains in the calling thread's network namespace: {@code chain FORWARD of table filter}.
   */
  public static List<String> dropping() {
    return find().orElse(List.of());
  }

  /** Likewise; empty if the kernel has no nf_tables. */
  public static Optional<List<String>> find() {
    return find(Hook.FORWARD);
  }

  /**
   * Chains that refuse what comes to this machine itself, if none refuses what it forwards: they
   * don't see packets to published ports.
   */
  public static List<String> bypassed() {
    return find(Hook.FORWARD)
        .filter(List::isEmpty)
        .flatMap(_ -> find(Hook.INPUT))
        .orElse(List.of());
  }

  /** Where packets pass (linux/netfilter.h). */
  enum Hook {
    INPUT(1),
    FORWARD(2);

    final int number;

    Hook(int number) {
      this.number = number;
    }
  }

  private static Optional<List<String>> find(Hook hook) {
    var chains = new ArrayList<Chain>();
    try (var socket = NetlinkSocket.open(NetlinkSocket.Protocol.NETFILTER)) {
      var message = new NetlinkMessage(GET_CHAIN, Request.REQUEST | Request.DUMP);
      socket.send(message.u8(ALL_FAMILIES).u8(0).u16(0).finish(1));
      Reply.dump(socket, 1, "list chains", body -> chain(body, hook).ifPresent(chains::add));
      var found = new ArrayList<String>();
      for (int i = 0; i < chains.size(); i++) {
        if (chains.get(i).drops(socket, i + 2)) {
          found.add(chains.get(i).toString());
        }
      }
      found.addAll(LegacyPolicies.dropping(hook));
      return Optional.of(found);
    } catch (JstackException e) {
      return Optional.empty();
    }
  }

  /** A chain that packets pass. */
  private record Chain(int family, String table, String name, boolean policyDrops) {
    boolean drops(NetlinkSocket socket, int sequence) {
      return policyDrops || LastRule.refusesAll(socket, sequence, family, table, name);
    }

    @Override
    public String toString() {
      return "chain " + name + " of table " + FAMILIES.get(family) + " " + table;
    }
  }

  private static Optional<Chain> chain(ByteBuffer body, Hook wanted) {
    int family = body.get(0);
    if (!FAMILIES.containsKey(family)) {
      return Optional.empty(); // frames of bridges and the like
    }
    var chain = Attributes.read(body.position(HEADER_BYTES));
    var hook = chain.bytes(CHAIN_HOOK).map(Attributes::of);
    boolean passes =
        hook.flatMap(h -> h.bytes(HOOK_NUMBER)).filter(n -> number(n) == wanted.number).isPresent();
    boolean drops = chain.bytes(CHAIN_POLICY).filter(p -> number(p) == DROP).isPresent();
    return passes
        ? Optional.of(
            new Chain(
                family,
                chain.text(CHAIN_TABLE).orElse(""),
                chain.text(CHAIN_NAME).orElse(""),
                drops))
        : Optional.empty();
  }

  private static int number(byte[] bigEndian) {
    return ByteBuffer.wrap(bigEndian).getInt();
  }
}
