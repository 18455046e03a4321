package dev.jstack.runtime.build.request;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a build may use of the caller's ssh.
 *
 * @param agents by the id that mounts name; {@code default} also serves git
 * @param knownHosts which hosts git trusts, or null for the machine's own list
 */
public record SshAccess(Map<String, SshAgent> agents, @Nullable Path knownHosts) {
  /** Nothing. */
  public static final SshAccess NONE = new SshAccess(Map.of(), null);

  public SshAccess {
    agents = Map.copyOf(agents);
  }
}
