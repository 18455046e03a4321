package dev.jstack.runtime.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a process start needs, resolved: no names left to look up, no decisions left to take.
 * Pure data and open descriptors; the descriptors stay the caller's and may be closed after {@link
 * Launcher#start}.
 *
 * @param subject who starts, for messages: {@code web}
 * @param argv the program and its arguments; a name without a slash is searched in {@code PATH} of
 *     {@code environment}, inside the container
 * @param environment {@code NAME=value}, in order
 * @param workingDir absolute, inside the container; made (root, 0755) where missing in a new root
 * @param identity user and groups
 * @param privileges capabilities, no_new_privs, seccomp
 * @param root the file system it starts in
 * @param namespaces what it sees of the system; ignored when joining
 * @param cgroups where it is counted
 * @param limits resource limits; one that cannot be set is an error
 * @param oomScoreAdj -1000…1000, or null for 0 where the kernel lets it be set
 * @param umask 022 unless asked otherwise
 * @param init PID 1 is a reaper that forwards signals, and the program its child
 * @param stdio stdin, stdout and stderr
 * @param supervision who waits for it
 */
public record LaunchRequest(
    String subject,
    List<String> argv,
    List<String> environment,
    String workingDir,
    Identity identity,
    Privileges privileges,
    Root root,
    Namespaces namespaces,
    Cgroups cgroups,
    List<Rlimit> limits,
    @Nullable Integer oomScoreAdj,
    int umask,
    boolean init,
    Stdio stdio,
    Supervision supervision) {
  /** Whether it gets a user namespace that isn't this process's. */
  boolean isMapped() {
    return root instanceof Root.Join join ? join.ownUser() : namespaces.user() != null;
  }

  public LaunchRequest {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
    limits = List.copyOf(limits);
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("argv: expected a program");
    }
    if (!workingDir.startsWith("/")) {
      throw new IllegalArgumentException("workingDir: not absolute: \"" + workingDir + "\"");
    }
  }
}
