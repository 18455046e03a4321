package dev.jstack.compose.plan;

import dev.jstack.compose.model.Condition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One atomic step of a plan; each is one call of the engine. Containers are named by the name they
 * have when the step runs; networks, volumes and services of the project by key where the project's
 * definition is needed, by full name where it isn't.
 */
public sealed interface Operation {
  /** The image must be in the store: look, load or pull by the service's pull policy. */
  record PullImage(String service, String reference) implements Operation {}

  /** Builds the service's image. */
  record BuildImage(String service, String reference) implements Operation {}

  record CreateNetwork(String key, String name) implements Operation {}

  record RemoveNetwork(String name) implements Operation {}

  record CreateVolume(String key, String name) implements Operation {}

  record RemoveVolume(String name) implements Operation {}

  /** Removes the image by reference; one in use stays, with a warning. */
  record RemoveImage(String reference) implements Operation {}

  /**
   * Creates a container of a service.
   *
   * @param name the name it gets now; while replacing another one not yet its final name
   * @param replaces name of the container it replaces, or null
   * @param inheritVolumes it takes over the anonymous volumes of the one it replaces
   */
  record CreateContainer(
      String service, int number, String name, @Nullable String replaces, boolean inheritVolumes)
      implements Operation {}

  /** Starts a created or stopped container; one that runs already is left alone. */
  record StartContainer(String service, String container) implements Operation {}

  /** Likewise, but what it publishes and {@code old} has now is left with that one for a while. */
  record StartBeside(String service, String container, String old) implements Operation {}

  /** A container gets the published ports that were left with {@code from}. */
  record HandOver(String service, String from, String container) implements Operation {}

  /**
   * Stops a container, paused ones too; one that is stopped already is left alone.
   *
   * @param timeoutMillis null for the container's own grace time
   */
  record StopContainer(String service, String container, @Nullable Long timeoutMillis)
      implements Operation {}

  /** Removes a stopped container. */
  record RemoveContainer(String service, String container, boolean anonymousVolumes)
      implements Operation {}

  record RenameContainer(String service, String from, String to) implements Operation {}

  /**
   * Runs {@code pre_start} to its end.
   *
   * @param number of the container whose own steps these are, or 0 for those of all
   */
  record Initialise(String service, int number) implements Operation {}

  /** Waits until a container is ready to take over; one that never will be is removed. */
  record AwaitReady(String service, String container) implements Operation {}

  /**
   * Waits until all containers of a service fulfil a condition.
   *
   * @param waiter the service that needs it
   * @param required an unmet condition is an error, else a warning
   */
  record WaitFor(String service, Condition condition, String waiter, boolean required)
      implements Operation {}

  /** {@code create network p_default}. */
  default String text() {
    return switch (this) {
      case PullImage(var service, var reference) -> "get image " + reference + " for " + service;
      case BuildImage(var service, var reference) -> "build image " + reference + " of " + service;
      case CreateNetwork(_, var name) -> "create network " + name;
      case RemoveNetwork(var name) -> "remove network " + name;
      case CreateVolume(_, var name) -> "create volume " + name;
      case RemoveVolume(var name) -> "remove volume " + name;
      case RemoveImage(var reference) -> "remove image " + reference;
      case CreateContainer(_, _, var name, var replaces, var inherit) ->
          "create container "
              + name
              + (replaces == null ? "" : " in place of " + replaces)
              + (inherit ? " with its volumes" : "");
      case StartContainer(_, var container) -> "start container " + container;
      case StartBeside(_, var container, var old) ->
          "start container " + container + " without the ports of " + old;
      case HandOver(_, var from, var container) ->
          "hand over the ports of " + from + " to " + container;
      case StopContainer(_, var container, _) -> "stop container " + container;
      case RemoveContainer(_, var container, var volumes) ->
          "remove container " + container + (volumes ? " and its anonymous volumes" : "");
      case RenameContainer(_, var from, var to) -> "rename container " + from + " to " + to;
      case Initialise(var service, var number) ->
          "run pre_start of " + service + (number == 0 ? "" : "-" + number);
      case AwaitReady(_, var container) -> "wait until container " + container + " is ready";
      case WaitFor(var service, var condition, var waiter, var required) ->
          waiter + " waits for " + service + " " + condition + (required ? "" : " (optional)");
    };
  }

  /** The service it is about, if any. */
  default Optional<String> aboutService() {
    return switch (this) {
      case PullImage(var service, _) -> Optional.of(service);
      case BuildImage(var service, _) -> Optional.of(service);
      case CreateContainer(var service, _, _, _, _) -> Optional.of(service);
      case StartContainer(var service, _) -> Optional.of(service);
      case StartBeside(var service, _, _) -> Optional.of(service);
      case HandOver(var service, _, _) -> Optional.of(service);
      case StopContainer(var service, _, _) -> Optional.of(service);
      case RemoveContainer(var service, _, _) -> Optional.of(service);
      case RenameContainer(var service, _, _) -> Optional.of(service);
      case Initialise(var service, _) -> Optional.of(service);
      case AwaitReady(var service, _) -> Optional.of(service);
      case WaitFor(_, _, var waiter, _) -> Optional.of(waiter);
      case CreateNetwork _, RemoveNetwork _, CreateVolume _, RemoveVolume _, RemoveImage _ ->
          Optional.empty();
    };
  }
}
