package dev.jstack.compose.model;

import java.util.Map;

/**
 * Digests of what files hold, computed by the engine before planning, so that a changed file counts
 * as a change. What is absent is not compared.
 *
 * @param configs config key to digest of its content
 * @param secrets secret key to digest of its content
 * @param contexts service to digest of what its build reads
 */
public record ContentDigests(
    Map<String, String> configs, Map<String, String> secrets, Map<String, String> contexts) {
  public ContentDigests {
    configs = Map.copyOf(configs);
    secrets = Map.copyOf(secrets);
    contexts = Map.copyOf(contexts);
  }

  /** Nothing is compared. */
  public static ContentDigests none() {
    return new ContentDigests(Map.of(), Map.of(), Map.of());
  }
}
