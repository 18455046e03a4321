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
import java.util.TreeMap;
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

  /** With more variables, also in its canonical form, and another label. */
  public Service with(Map<String, String> variables, String label, String value) {
    Map<String, @Nullable String> environment = new LinkedHashMap<>(process.environment());
    environment.putAll(variables);
    Map<String, @Nullable Object> written = new TreeMap<>();
    if (canonical.get("environment") instanceof Map<?, ?> before) {
      before.forEach((name, text) -> written.put(String.valueOf(name), text));
    }
    written.putAll(variables);
    Map<String, @Nullable Object> form = new LinkedHashMap<>(canonical);
    form.put("environment", written);
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(label, value);
    return new Service(
        name,
        location,
        image,
        scale,
        containerName,
        dependsOn,
        profiles,
        process.withEnvironment(environment),
        isolation,
        limits,
        mounts,
        files,
        network,
        more,
        lifecycle,
        logs,
        attach,
        watch,
        form);
  }
}
