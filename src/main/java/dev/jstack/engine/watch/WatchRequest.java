package dev.jstack.engine.watch;

import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.engine.Projects;
import dev.jstack.runtime.registry.Caller;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What to watch, and for whom.
 *
 * @param load reads the project again
 * @param services those watched; empty for all
 * @param auto services with a build and without rules are built again
 * @param prune images that a rebuild leaves without a name are removed
 * @param up how a changed project is brought up
 * @param projects changed in the manner of the command that watches
 */
public record WatchRequest(
    Supplier<LoadedProject> load,
    List<String> services,
    boolean auto,
    boolean prune,
    Function<LoadedProject, UpOptions> up,
    Projects projects,
    Caller caller) {
  public WatchRequest {
    services = List.copyOf(services);
  }
}
