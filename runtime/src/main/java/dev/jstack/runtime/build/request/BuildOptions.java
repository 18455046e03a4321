package dev.jstack.runtime.build.request;

import dev.jstack.runtime.image.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param ssh agents for {@code RUN --mount=type=ssh} and for git
 * @param platform what the result runs on; null is this machine
 * @param noCacheStages names of the stages whose every step runs
 * @param cacheFrom where steps of other builds are
 * @param cacheTo where the steps of this one go
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
    Map<String, List<Long>> ulimits,
    SshAccess ssh,
    @Nullable Platform platform,
    Set<String> noCacheStages,
    List<CachePlace> cacheFrom,
    List<CacheExport> cacheTo) {
  public BuildOptions {
    args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    extraHosts = Collections.unmodifiableMap(new LinkedHashMap<>(extraHosts));
    secrets = Map.copyOf(secrets);
    ulimits = Map.copyOf(ulimits);
    noCacheStages = Set.copyOf(noCacheStages);
    cacheFrom = List.copyOf(cacheFrom);
    cacheTo = List.copyOf(cacheTo);
  }

  /** Nothing asked for: the last stage, with the cache, on the default network. */
  public static BuildOptions defaults() {
    return new BuildOptions(
        null,
        Map.of(),
        false,
        false,
        "default",
        Map.of(),
        Map.of(),
        0,
        Map.of(),
        SshAccess.NONE,
        null,
        Set.of(),
        List.of(),
        List.of());
  }

  /** What the result runs on. */
  public Platform wantedPlatform() {
    return platform == null ? Platform.current() : platform;
  }

  public BuildOptions withArgs(Map<String, String> values) {
    return copy(values, noCache, secrets, ssh);
  }

  public BuildOptions withNoCache(boolean off) {
    return copy(args, off, secrets, ssh);
  }

  public BuildOptions withSecrets(Map<String, BuildSecret> byId) {
    return copy(args, noCache, byId, ssh);
  }

  public BuildOptions withSsh(SshAccess access) {
    return copy(args, noCache, secrets, access);
  }

  private BuildOptions copy(
      Map<String, String> newArgs,
      boolean newNoCache,
      Map<String, BuildSecret> newSecrets,
      SshAccess newSsh) {
    return new BuildOptions(
        target,
        newArgs,
        newNoCache,
        pull,
        network,
        extraHosts,
        newSecrets,
        shmBytes,
        ulimits,
        newSsh,
        platform,
        noCacheStages,
        cacheFrom,
        cacheTo);
  }

  public BuildOptions withCaches(List<CachePlace> from, List<CacheExport> to) {
    return new BuildOptions(
        target,
        args,
        noCache,
        pull,
        network,
        extraHosts,
        secrets,
        shmBytes,
        ulimits,
        ssh,
        platform,
        noCacheStages,
        from,
        to);
  }
}
