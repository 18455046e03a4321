package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans for what exists already: stop, start, restart, down. Dependencies come from the containers'
 * labels, so all but {@code start}'s conditions work without the Compose file.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Lifecycles {
  private Lifecycles() {}

  /** Dependents first. {@code services} empty for all. */
  public static Plan stop(
      ObservedState observed, List<String> services, @Nullable Long timeoutMillis) {
    throw new UnsupportedOperationException("stop " + services);
  }

  /** Dependencies first, waiting for their conditions. {@code services} empty for all. */
  public static Plan start(ObservedState observed, List<String> services) {
    throw new UnsupportedOperationException("start " + services);
  }

  /** Stops and starts; dependents with {@code restart: true} too unless {@code noDependencies}. */
  public static Plan restart(
      ObservedState observed,
      List<String> services,
      boolean noDependencies,
      @Nullable Long timeoutMillis) {
    throw new UnsupportedOperationException("restart " + services);
  }

  /** Removes containers, then networks, with the option volumes and images. */
  public static Plan down(@Nullable Project project, ObservedState observed, DownOptions options) {
    throw new UnsupportedOperationException("down " + options);
  }

  /** Removes stopped containers of services; {@code stop} stops running ones first. */
  public static Plan remove(
      ObservedState observed, List<String> services, boolean stop, boolean anonymousVolumes) {
    throw new UnsupportedOperationException("remove " + services);
  }
}
