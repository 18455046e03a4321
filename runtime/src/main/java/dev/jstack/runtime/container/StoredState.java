package dev.jstack.runtime.container;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code state.json}: what is known of a container, with what an engine needs to find its processes
 * again. Process ids hold for one boot only.
 */
record StoredState(
    int schema,
    String status,
    int pid,
    int exitCode,
    boolean exitKnown,
    @Nullable String startedAt,
    @Nullable String finishedAt,
    boolean oomKilled,
    @Nullable String error,
    int restarts,
    boolean stoppedByUser,
    String boot,
    Map<String, String> cgroup) {
  static StoredState of(ContainerState state, Map<String, String> cgroup) {
    return new StoredState(
        ContainerConfig.SCHEMA,
        state.status().toString(),
        state.pid(),
        state.exitCode(),
        state.exitKnown(),
        text(state.startedAt()),
        text(state.finishedAt()),
        state.oomKilled(),
        state.error(),
        state.restarts(),
        state.stoppedByUser(),
        BootId.CURRENT,
        cgroup);
  }

  ContainerState state() {
    return new ContainerState(
        Status.valueOf(status.toUpperCase(Locale.ROOT)),
        pid,
        exitCode,
        exitKnown,
        instant(startedAt),
        instant(finishedAt),
        oomKilled,
        error,
        restarts,
        stoppedByUser);
  }

  boolean isOfThisBoot() {
    return boot.equals(BootId.CURRENT);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
