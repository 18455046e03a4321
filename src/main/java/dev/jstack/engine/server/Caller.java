package dev.jstack.engine.server;

import dev.jstack.client.Start;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.net.UnixDomainPrincipal;

/** The process at the other end of a connection, as /proc shows it. */
record Caller(Path process, Path directory, int umask, Map<String, String> environment) {

  /**
   * Looks at the process that {@code start} names; it must belong to the user that {@code peer}
   * says and see the same files as the engine.
   */
  static Caller of(Start start, UnixDomainPrincipal peer) {
    var process = Path.of("/proc", Integer.toString(start.pid()));
    try {
      if (!Files.getOwner(process).equals(peer.user())) {
        throw new JstackException("process " + start.pid() + " isn't " + peer.user().getName());
      }
      if (!mountNamespace(process).equals(mountNamespace(Path.of("/proc/self")))) {
        throw new JstackException(
            "the engine sees other files than this command: they are in different mount"
                + " namespaces",
            "set JSTACK_RUN_DIR and JSTACK_STATE_DIR for an engine of its own",
            null);
      }
      var directory = Files.readSymbolicLink(process.resolve("cwd"));
      return new Caller(process, directory, umask(process), environment(start));
    } catch (IOException e) {
      throw new JstackException("process " + start.pid() + " can't be looked at: " + e, e);
    }
  }

  private static Path mountNamespace(Path process) throws IOException {
    return Files.readSymbolicLink(process.resolve("ns/mnt"));
  }

  private static int umask(Path process) throws IOException {
    for (var line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith("Umask:")) {
        return Integer.parseInt(line.substring("Umask:".length()).strip(), 8);
      }
    }
    return 0022;
  }

  private static Map<String, String> environment(Start start) {
    var result = new LinkedHashMap<String, String>();
    for (var line : start.environmentList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        result.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return result;
  }
}
