package dev.jstack.networking.dns;

import java.util.List;

/**
 * Whose questions a socket brings: a container, as far as names are concerned.
 *
 * @param networks ids of the networks it is on
 * @param forwards whether questions about the outside may be asked there
 * @param servers name servers in place of the host's; empty for the host's
 */
public record Caller(List<String> networks, boolean forwards, List<String> servers) {
  public Caller {
    networks = List.copyOf(networks);
    servers = List.copyOf(servers);
  }
}
