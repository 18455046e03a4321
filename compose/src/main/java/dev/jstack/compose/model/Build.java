package dev.jstack.compose.model;

import dev.jstack.runtime.container.IsolationSpec.Ulimit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a service's image is built (Compose Specification, build).
 *
 * @param context absolute directory, or a URL
 * @param dockerfile relative to the context, or absolute
 * @param dockerfileInline the Dockerfile's text, or null
 * @param target the stage, or null for the last
 * @param args build arguments with a value
 * @param labels of the image
 * @param tags further names of the image
 * @param network {@code host}, {@code none} or null
 * @param noCache every step runs
 * @param pull base images are fetched again
 * @param additionalContexts name to directory, {@code docker-image://…} or {@code service:x}
 * @param secrets for {@code RUN --mount=type=secret}
 * @param extraHosts {@code name=address}
 * @param shmBytes size of /dev/shm in steps, or null
 * @param ulimits of steps
 * @param noCacheStages stages whose every step runs
 * @param cacheFrom caches to read, as {@code --cache-from} names them
 * @param cacheTo caches to write, as {@code --cache-to} names them
 * @param ssh agents and keys, as {@code --ssh} names them
 * @param platforms what the result runs on; empty is this machine
 */
public record Build(
    String context,
    String dockerfile,
    @Nullable String dockerfileInline,
    @Nullable String target,
    Map<String, String> args,
    Map<String, String> labels,
    List<String> tags,
    @Nullable String network,
    boolean noCache,
    boolean pull,
    Map<String, String> additionalContexts,
    List<FileGrant> secrets,
    List<String> extraHosts,
    @Nullable Long shmBytes,
    List<Ulimit> ulimits,
    List<String> noCacheStages,
    List<String> cacheFrom,
    List<String> cacheTo,
    List<String> ssh,
    List<String> platforms) {
  public Build {
    args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    tags = List.copyOf(tags);
    additionalContexts = Collections.unmodifiableMap(new LinkedHashMap<>(additionalContexts));
    secrets = List.copyOf(secrets);
    extraHosts = List.copyOf(extraHosts);
    ulimits = List.copyOf(ulimits);
    noCacheStages = List.copyOf(noCacheStages);
    cacheFrom = List.copyOf(cacheFrom);
    cacheTo = List.copyOf(cacheTo);
    ssh = List.copyOf(ssh);
    platforms = List.copyOf(platforms);
  }
}
