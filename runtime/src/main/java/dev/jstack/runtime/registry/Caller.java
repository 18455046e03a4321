package dev.jstack.runtime.registry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * On whose behalf a registry is asked: the environment says where credentials are and which proxy
 * to use. The engine has none of its own.
 */
public record Caller(Map<String, String> environment) {
  public Caller {
    environment = Map.copyOf(environment);
  }

  /** Nobody: no credentials, no proxy. */
  public static Caller nobody() {
    return new Caller(Map.of());
  }

  /** A variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The file with credentials: {@code $REGISTRY_AUTH_FILE}, or docker's {@code config.json}. */
  Optional<Path> credentialFile() {
    return variable("REGISTRY_AUTH_FILE")
        .map(Path::of)
        .or(() -> variable("DOCKER_CONFIG").map(directory -> Path.of(directory, "config.json")))
        .or(() -> variable("HOME").map(home -> Path.of(home, ".docker", "config.json")));
  }
}
