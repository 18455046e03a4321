package dev.jstack.networking;

import java.util.List;
import java.util.Map;

/**
 * What the user set for name resolution; each empty list leaves the host's values.
 *
 * @param links further names of containers, for this one alone: alias → the container's name
 */
public record ResolverSettings(
    List<String> servers, List<String> search, List<String> options, Map<String, String> links) {
  public ResolverSettings {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
    options = List.copyOf(options);
    links = Map.copyOf(links);
  }

  /** Without links. */
  public ResolverSettings(List<String> servers, List<String> search, List<String> options) {
    this(servers, search, options, Map.of());
  }

  /** The host's. */
  public static ResolverSettings host() {
    return new ResolverSettings(List.of(), List.of(), List.of());
  }
}
