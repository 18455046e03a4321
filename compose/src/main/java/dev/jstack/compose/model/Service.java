package dev.jstack.compose.model;

import dev.jstack.runtime.SourceLocation;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.ResourceLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One service, everything resolved: full names, absolute paths, environment with env files.
 *
 * @param scale how many containers
 * @param containerName fixed name, or null for {@code project-service-N}
 * @param isolation {@code ipc} and {@code pid} may still be {@code service:x}
 * @param network {@code mode} may still be {@code service:x}
 * @param files configs and secrets
 * @param attach logs are shown by {@code up}
 * @param canonical the service as {@code config} prints it: JSON types only
 */
public record Service(
    String name,
    SourceLocation location,
    ServiceImage image,
    int scale,
    @Nullable String containerName,
    List<Dependency> dependsOn,
    Set<String> profiles,
    ProcessSpec process,
    IsolationSpec isolation,
    ResourceLimits limits,
    List<MountSpec> mounts,
    List<FileGrant> files,
    NetworkSpec network,
    Map<String, String> labels,
    Lifecycle lifecycle,
    LogPolicy logs,
    boolean attach,
    List<WatchRule> watch,
    Map<String, @Nullable Object> canonical) {
  public Service {
    dependsOn = List.copyOf(dependsOn);
    profiles = Set.copyOf(profiles);
    mounts = List.copyOf(mounts);
    files = List.copyOf(files);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    watch = List.copyOf(watch);
    canonical = Collections.unmodifiableMap(new LinkedHashMap<>(canonical));
  }
}
