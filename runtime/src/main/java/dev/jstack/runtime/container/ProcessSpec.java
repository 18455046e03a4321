package dev.jstack.runtime.container;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process of a container (or of an exec, a probe, a build step).
 *
 * @param entrypoint replaces the image's entrypoint and drops its command; null leaves both
 * @param command replaces the image's command; null leaves it
 * @param environment over the image's, in order; a null value removes the name
 * @param user {@code name|uid[:group|gid]}, resolved in the image's passwd and group files
 * @param groupAdd supplementary groups, names or numbers
 * @param workingDir absolute, or relative to the image's
 * @param tty a pseudo-terminal as stdin, stdout and stderr
 * @param stdinOpen stdin stays open with nobody attached
 * @param init a reaping PID 1 that forwards signals
 */
public record ProcessSpec(
    @Nullable List<String> entrypoint,
    @Nullable List<String> command,
    Map<String, @Nullable String> environment,
    @Nullable String user,
    List<String> groupAdd,
    @Nullable String workingDir,
    boolean tty,
    boolean stdinOpen,
    boolean init) {
  public ProcessSpec {
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    command = command == null ? null : List.copyOf(command);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    groupAdd = List.copyOf(groupAdd);
  }

  /** The same with other variables. */
  public ProcessSpec withEnvironment(Map<String, @Nullable String> other) {
    return new ProcessSpec(
        entrypoint, command, other, user, groupAdd, workingDir, tty, stdinOpen, init);
  }

  /** The image's own entrypoint and command, with nothing added. */
  public static ProcessSpec ofImage() {
    return new ProcessSpec(null, null, Map.of(), null, List.of(), null, false, false, false);
  }

  /** This command in place of the image's. */
  public static ProcessSpec of(List<String> command) {
    return new ProcessSpec(null, command, Map.of(), null, List.of(), null, false, false, false);
  }
}
