package dev.jstack.runtime.launch;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cgroups of a start; all directories exist, with their limits.
 *
 * @param keeper the {@code cgroup.procs} files the keeper enters: it is never in the container's
 *     cgroup
 * @param container the {@code cgroup.procs} files the process enters first of all (v1, and the
 *     unified tree of a hybrid system)
 * @param unified the v2 directory the process is born in, or null
 */
public record Cgroups(List<Path> keeper, List<Path> container, @Nullable Path unified) {
  /** The caller's own. */
  public static final Cgroups INHERITED = new Cgroups(List.of(), List.of(), null);

  public Cgroups {
    keeper = List.copyOf(keeper);
    container = List.copyOf(container);
  }
}
