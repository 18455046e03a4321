package dev.jstack.compose.plan;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container as it is now.
 *
 * @param labels all of them; service, number, hash and canonical form are read from them
 * @param imageId of the image it was created from
 * @param health null if it has no probe
 * @param exitCode of the last run; 0 if it never ran
 * @param networks full names of the networks in its spec
 */
public record ObservedContainer(
    String id,
    String name,
    Map<String, String> labels,
    State state,
    @Nullable Health health,
    int exitCode,
    String imageId,
    Set<String> networks) {
  /** What it does. */
  public enum State {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    EXITED
  }

  /** What its probe says. */
  public enum Health {
    STARTING,
    HEALTHY,
    UNHEALTHY
  }

  public ObservedContainer {
    labels = Map.copyOf(labels);
    networks = Set.copyOf(networks);
  }

  public String project() {
    return labels.getOrDefault(Labels.PROJECT, "");
  }

  public String service() {
    return labels.getOrDefault(Labels.SERVICE, "");
  }

  /** 1…; 0 for a one-off container. */
  public int number() {
    String number = labels.getOrDefault(Labels.NUMBER, "0");
    return number.chars().allMatch(Character::isDigit) ? Integer.parseInt(number) : 0;
  }

  /** Made by {@code run}. */
  public boolean oneOff() {
    return "True".equals(labels.get(Labels.ONE_OFF));
  }

  /** It has a process. */
  public boolean alive() {
    return state == State.RUNNING || state == State.PAUSED || state == State.RESTARTING;
  }
}
