package dev.jstack.compose.model;

import java.util.Map;

/**
 * A top-level volume that some service uses.
 *
 * @param key its key in the Compose file
 * @param name full name ({@code project_key} unless told)
 * @param external made by somebody else, never created or removed
 * @param driver {@code local}
 * @param driverOptions {@code type}, {@code o}, {@code device} as for mount(2)
 * @param labels the user's own
 * @param hash digest of driver, options and labels
 */
public record ProjectVolume(
    String key,
    String name,
    boolean external,
    String driver,
    Map<String, String> driverOptions,
    Map<String, String> labels,
    String hash) {
  public ProjectVolume {
    driverOptions = Map.copyOf(driverOptions);
    labels = Map.copyOf(labels);
  }
}
