package dev.jstack.networking.dns;

import java.util.List;
import java.util.Map;

/**
 * Whose questions a socket brings: a container, as far as names are concerned.
 *
 * @param networks ids of the networks it is on; where two know a name, the first has it
 * @param forwards whether the host's name servers may be asked about the outside
 * @param servers name servers in place of the host's; empty for the host's
 * @param origin from where {@code servers} are asked
 * @param links names that it alone has for others: alias → name
 */
public record Caller(
    List<String> networks,
    boolean forwards,
    List<String> servers,
    Origin origin,
    Map<String, String> links) {
  public Caller {
    networks = List.copyOf(networks);
    links = Map.copyOf(links);
    servers = servers.stream().filter(server -> !server.equals(DnsSockets.ADDRESS)).toList();
  }

  /** What it means by a name. */
  String meant(String name) {
    return links.getOrDefault(name, name);
  }

  /**
   * Whether anybody is asked about the outside. Servers of its own are asked from its own network,
   * so this tells nobody what it couldn't tell itself.
   */
  boolean asksOthers() {
    return forwards || !servers.isEmpty();
  }
}
