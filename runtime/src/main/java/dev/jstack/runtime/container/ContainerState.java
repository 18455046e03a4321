package dev.jstack.runtime.container;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a container now; a new value for every change.
 *
 * @param status where it is in its life
 * @param pid of its first process as the host sees it; 0 when there is none
 * @param exitCode of its last run; 0 before the first
 * @param exitKnown false when it ended while nobody could see its exit code
 * @param startedAt of its last start, or null
 * @param finishedAt of its last end, or null
 * @param oomKilled its last run met its memory limit
 * @param error why its last start failed, or null
 * @param restarts how often a restart policy brought it back
 * @param stoppedByUser no restart policy may bring it back
 */
public record ContainerState(
    Status status,
    int pid,
    int exitCode,
    boolean exitKnown,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    boolean oomKilled,
    @Nullable String error,
    int restarts,
    boolean stoppedByUser) {
  /** Of a container that was never started. */
  public static ContainerState fresh() {
    return new ContainerState(Status.CREATED, 0, 0, true, null, null, false, null, 0, false);
  }

  public boolean isRunning() {
    return status == Status.RUNNING;
  }

  /** About to start. */
  ContainerState starting(Instant at) {
    return new ContainerState(Status.STARTING, 0, 0, true, at, null, false, null, restarts, false);
  }

  ContainerState running(int pid) {
    return new ContainerState(
        Status.RUNNING, pid, 0, true, startedAt, null, false, null, restarts, stoppedByUser);
  }

  ContainerState with(Status status) {
    return new ContainerState(
        status,
        pid,
        exitCode,
        exitKnown,
        startedAt,
        finishedAt,
        oomKilled,
        error,
        restarts,
        stoppedByUser);
  }

  ContainerState exited(ExitRecord exit) {
    return new ContainerState(
        Status.EXITED,
        0,
        exit.code(),
        exit.known(),
        startedAt,
        exit.at(),
        exit.oomKilled(),
        null,
        restarts,
        stoppedByUser);
  }

  /** Whether it never ran, because its start failed; docker still calls it created. */
  public boolean neverRan() {
    return status == Status.EXITED && startedAt == null;
  }

  ContainerState failed(int code, String why, Instant at) {
    return new ContainerState(
        Status.EXITED, 0, code, true, startedAt, at, false, why, restarts, stoppedByUser);
  }

  /** The same, last started then; null for never. */
  ContainerState withStart(@Nullable Instant start) {
    return new ContainerState(
        status,
        pid,
        exitCode,
        exitKnown,
        start,
        finishedAt,
        oomKilled,
        error,
        restarts,
        stoppedByUser);
  }

  ContainerState withPolicy(int restarts, boolean stoppedByUser) {
    return new ContainerState(
        status,
        pid,
        exitCode,
        exitKnown,
        startedAt,
        finishedAt,
        oomKilled,
        error,
        restarts,
        stoppedByUser);
  }
}
