package dev.jstack.runtime.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How it is built.
 *
 * @param target the stage to build, by name; null is the last one
 * @param args {@code --build-arg}, values resolved
 * @param noCache run every step; results are stored all the same
 * @param pull ask for newer base images
 * @param network {@code default}, {@code host} or {@code none}, for steps that don't say
 * @param extraHosts lines of /etc/hosts in the steps, {@code name → address}
 * @param secrets by id
 * @param shmBytes size of /dev/shm in the steps; 0 is 64 MiB
 * @param ulimits {@code nofile → [soft, hard]}
 */
public record BuildOptions(
    @Nullable String target,
    Map<String, String> args,
    boolean noCache,
    boolean pull,
    String network,
    Map<String, String> extraHosts,
    Map<String, BuildSecret> secrets,
    long shmBytes,
    Map<String, List<Long>> ulimits) {
  public BuildOptions {
    args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    extraHosts = Collections.unmodifiableMap(new LinkedHashMap<>(extraHosts));
    secrets = Map.copyOf(secrets);
    ulimits = Map.copyOf(ulimits);
  }

  /** Nothing asked for: the last stage, with the cache, on the default network. */
  public static BuildOptions defaults() {
    return new BuildOptions(
        null, Map.of(), false, false, "default", Map.of(), Map.of(), 0, Map.of());
  }

  public BuildOptions withTarget(@Nullable String name) {
    return new BuildOptions(
        name, args, noCache, pull, network, extraHosts, secrets, shmBytes, ulimits);
  }

  public BuildOptions withArgs(Map<String, String> values) {
    return new BuildOptions(
        target, values, noCache, pull, network, extraHosts, secrets, shmBytes, ulimits);
  }

  public BuildOptions withNoCache(boolean off) {
    return new BuildOptions(
        target, args, off, pull, network, extraHosts, secrets, shmBytes, ulimits);
  }
}
