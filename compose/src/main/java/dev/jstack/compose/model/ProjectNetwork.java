package dev.jstack.compose.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A top-level network that some service uses.
 *
 * @param key its key in the Compose file
 * @param name full name ({@code project_key} unless told)
 * @param external made by somebody else, never created or removed
 * @param driver {@code bridge}, {@code macvlan}, {@code ipvlan}, {@code host} or {@code none}
 * @param driverOptions {@code com.docker.network.bridge.name} and the like
 * @param pools address pools; empty for one that is chosen
 * @param internal no way out
 * @param attachable only kept
 * @param ipv4 has IPv4 addresses
 * @param ipv6 has IPv6 addresses
 * @param labels the user's own
 * @param hash digest of all but the name
 */
public record ProjectNetwork(
    String key,
    String name,
    boolean external,
    String driver,
    Map<String, String> driverOptions,
    List<Pool> pools,
    boolean internal,
    boolean attachable,
    boolean ipv4,
    boolean ipv6,
    Map<String, String> labels,
    String hash) {
  public ProjectNetwork {
    driverOptions = Map.copyOf(driverOptions);
    pools = List.copyOf(pools);
    labels = Map.copyOf(labels);
  }

  /**
   * One entry of {@code ipam.config}.
   *
   * @param auxAddresses host name to reserved address
   */
  public record Pool(
      @Nullable String subnet,
      @Nullable String ipRange,
      @Nullable String gateway,
      Map<String, String> auxAddresses) {
    public Pool {
      auxAddresses = Map.copyOf(auxAddresses);
    }
  }
}
