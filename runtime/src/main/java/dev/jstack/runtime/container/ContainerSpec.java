package dev.jstack.runtime.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as its user asks for it, by a Compose service or by {@code run}'s options. What is
 * null is left to the image's config or to the default (Docker's). A value of JSON types only: it
 * is stored as JSON and compared by its JSON form.
 *
 * @param name the container's name, unique among all containers
 * @param image the image reference as the user wrote it
 * @param process what runs
 * @param isolation what it may see and do
 * @param limits what it may use
 * @param mounts volumes, binds and tmpfs, in the user's order
 * @param network how it is connected
 * @param labels the container's labels
 * @param restart when it is started again
 * @param health the probe, or null to take the image's
 * @param stopSignal signal name or number, or null to take the image's or SIGTERM
 * @param stopGraceMillis time between the stop signal and SIGKILL; -1 waits for ever
 * @param logMaxBytes size at which the log is rotated; 0 never rotates
 * @param logMaxFiles how many log files are kept; 0: what it prints is not kept at all
 */
public record ContainerSpec(
    String name,
    String image,
    ProcessSpec process,
    IsolationSpec isolation,
    ResourceLimits limits,
    List<MountSpec> mounts,
    NetworkSpec network,
    Map<String, String> labels,
    RestartPolicy restart,
    @Nullable HealthSpec health,
    @Nullable String stopSignal,
    long stopGraceMillis,
    long logMaxBytes,
    int logMaxFiles) {
  public ContainerSpec {
    mounts = List.copyOf(mounts);
    labels = Map.copyOf(labels);
  }

  /** The same with other mounts. */
  public ContainerSpec withMounts(List<MountSpec> other) {
    return with(isolation, limits, other, network, restart);
  }

  /** The same with another restart policy. */
  public ContainerSpec withRestart(RestartPolicy other) {
    return with(isolation, limits, mounts, network, other);
  }

  /** The same on other networks. */
  public ContainerSpec withNetwork(NetworkSpec other) {
    return with(isolation, limits, mounts, other, restart);
  }

  /** The same with other powers and another view. */
  public ContainerSpec withIsolation(IsolationSpec other) {
    return with(other, limits, mounts, network, restart);
  }

  /** The same with other limits. */
  public ContainerSpec withLimits(ResourceLimits other) {
    return with(isolation, other, mounts, network, restart);
  }

  private ContainerSpec with(
      IsolationSpec isolation,
      ResourceLimits limits,
      List<MountSpec> mounts,
      NetworkSpec network,
      RestartPolicy restart) {
    return new ContainerSpec(
        name,
        image,
        process,
        isolation,
        limits,
        mounts,
        network,
        labels,
        restart,
        health,
        stopSignal,
        stopGraceMillis,
        logMaxBytes,
        logMaxFiles);
  }
}
