package dev.jstack.runtime.build.request;

import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code --ssh default|ID[=SOCKET|KEY[,KEY]]}; the agent is the caller's, not the engine's. */
public final class SshSyntax {
  private final Function<String, Path> paths;
  private final Map<String, String> environment;

  /** {@code paths} makes a file's name absolute; the environment is the caller's. */
  public SshSyntax(Function<String, Path> paths, Map<String, String> environment) {
    this.paths = paths;
    this.environment = Map.copyOf(environment);
  }

  /** Throws if what is named isn't there. */
  public SshAccess all(List<String> texts) {
    Map<String, SshAgent> agents = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String id = equals < 0 ? text : text.substring(0, equals);
      if (id.isEmpty()) {
        throw new JstackException("invalid --ssh \"" + text + "\": expected default or ID=PATH");
      }
      agents.put(id, equals < 0 ? callers(text) : named(text.substring(equals + 1)));
    }
    return new SshAccess(agents, knownHosts());
  }

  private SshAgent callers(String text) {
    String socket = environment.get("SSH_AUTH_SOCK");
    if (socket == null || socket.isEmpty()) {
      throw new JstackException(
          "--ssh " + text + ": SSH_AUTH_SOCK is not set",
          "start an ssh-agent, or give the path of a key",
          null);
    }
    return new SshAgent.Socket(paths.apply(socket));
  }

  private SshAgent named(String names) {
    List<Path> files = Arrays.stream(names.split(",", -1)).map(paths).toList();
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new JstackException("--ssh: " + file + ": no such file");
      }
    }
    boolean keys = files.stream().allMatch(Files::isRegularFile);
    if (!keys && files.size() > 1) {
      throw new JstackException("--ssh " + names + ": only one socket is allowed");
    }
    return keys ? new SshAgent.Keys(files) : new SshAgent.Socket(files.getFirst());
  }

  private @Nullable Path knownHosts() {
    String home = environment.get("HOME");
    Path file = home == null ? null : paths.apply(home).resolve(".ssh/known_hosts");
    return file != null && Files.exists(file) ? file : null;
  }
}
