package dev.jstack.networking;

import java.util.List;

/** What the user set for name resolution; each empty list leaves the host's values. */
public record ResolverSettings(List<String> servers, List<String> search, List<String> options) {
  public ResolverSettings {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
    options = List.copyOf(options);
  }

  /** The host's. */
  public static ResolverSettings host() {
    return new ResolverSettings(List.of(), List.of(), List.of());
  }
}
