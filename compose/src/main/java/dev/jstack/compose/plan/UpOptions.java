package dev.jstack.compose.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code up} and {@code create} that change what has to be done.
 *
 * @param selection which services
 * @param recreation when containers are replaced
 * @param builds when images are built
 * @param scale service to number of containers, over the file's
 * @param start false only creates ({@code --no-start})
 * @param orphans what happens to containers of services that are no longer in the file
 * @param timeoutMillis for stops, or null for each container's own
 * @param pulls when images are fetched
 */
public record UpOptions(
    Selection selection,
    Recreation recreation,
    Builds builds,
    Map<String, Integer> scale,
    boolean start,
    Orphaned orphans,
    @Nullable Long timeoutMillis,
    Pulls pulls) {
  /**
   * Which services.
   *
   * @param services named on the command line; empty for all
   * @param dependencies false leaves their dependencies alone ({@code --no-deps})
   */
  public record Selection(List<String> services, boolean dependencies) {}

  /**
   * Which containers are replaced.
   *
   * @param services of the services named
   * @param dependencies of those that only come along
   * @param renewVolumes anonymous volumes are not taken over ({@code -V})
   * @param volumes full names of volumes to make anew, with their data lost
   */
  public record Recreation(
      Mode services, Mode dependencies, boolean renewVolumes, Set<String> volumes) {}

  /** When a container is replaced. */
  public enum Mode {
    DIVERGED,
    ALWAYS,
    NEVER
  }

  /** When an image is built. */
  public enum Builds {
    /** If it is missing or its context changed. */
    CHANGED,
    /** {@code --build}. */
    ALWAYS,
    /** {@code --no-build}. */
    NEVER
  }

  /** What happens to containers without a service. */
  public enum Orphaned {
    /** They stay, and are told of. */
    TELL,
    REMOVE,
    IGNORE
  }

  /** When an image is fetched ({@code --pull}). */
  public enum Pulls {
    /** As each service's {@code pull_policy} says. */
    POLICY,
    ALWAYS,
    MISSING,
    NEVER
  }

  public UpOptions {
    scale = Map.copyOf(scale);
  }

  /** Plain {@code up}. */
  public static UpOptions defaults() {
    return new UpOptions(
        new Selection(List.of(), true),
        new Recreation(Mode.DIVERGED, Mode.DIVERGED, false, Set.of()),
        Builds.CHANGED,
        Map.of(),
        true,
        Orphaned.TELL,
        null,
        Pulls.POLICY);
  }

  public UpOptions withSelection(Selection other) {
    return new UpOptions(other, recreation, builds, scale, start, orphans, timeoutMillis, pulls);
  }

  public UpOptions withRecreation(Recreation other) {
    return new UpOptions(selection, other, builds, scale, start, orphans, timeoutMillis, pulls);
  }

  public UpOptions withBuilds(Builds other) {
    return new UpOptions(selection, recreation, other, scale, start, orphans, timeoutMillis, pulls);
  }

  public UpOptions withScale(Map<String, Integer> other) {
    return new UpOptions(
        selection, recreation, builds, other, start, orphans, timeoutMillis, pulls);
  }

  public UpOptions withStart(boolean other) {
    return new UpOptions(
        selection, recreation, builds, scale, other, orphans, timeoutMillis, pulls);
  }

  public UpOptions withOrphans(Orphaned other) {
    return new UpOptions(selection, recreation, builds, scale, start, other, timeoutMillis, pulls);
  }

  public UpOptions withTimeoutMillis(@Nullable Long other) {
    return new UpOptions(selection, recreation, builds, scale, start, orphans, other, pulls);
  }

  public UpOptions withPulls(Pulls other) {
    return new UpOptions(
        selection, recreation, builds, scale, start, orphans, timeoutMillis, other);
  }
}
