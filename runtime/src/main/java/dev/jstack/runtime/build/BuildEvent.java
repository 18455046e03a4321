package dev.jstack.runtime.build;

import dev.jstack.runtime.Problem;
import java.time.Duration;

/**
 * What happens in a build. Steps are numbered from 1 in the order in which they are first heard of;
 * events of independent steps are interleaved.
 */
public sealed interface BuildEvent {
  /**
   * A step begins. {@code name} is BuildKit's: {@code [internal] load build context}, {@code [build
   * 2/4] RUN make}.
   */
  record Started(int step, String name) implements BuildEvent {}

  /** The step's result was in the cache; nothing more comes for it. */
  record Cached(int step) implements BuildEvent {}

  /** A line the step printed, without its newline, {@code at} this time after the step's start. */
  record Output(int step, boolean stderr, String line, Duration at) implements BuildEvent {}

  record Done(int step, Duration took) implements BuildEvent {}

  record Failed(int step, String error) implements BuildEvent {}

  /** Something about the Dockerfile that isn't an error. */
  record Warned(Problem problem) implements BuildEvent {}

  /** The plan is known: so many steps may come. */
  record Planned(int steps) implements BuildEvent {}
}
