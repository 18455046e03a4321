package dev.jstack.engine.server;

import dev.jstack.client.Start;
import dev.jstack.console.DeviceTerminal;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.net.UnixDomainPrincipal;

/** The process at the other end of a connection, as /proc shows it. */
record Caller(
    Path process,
    DeviceTerminal terminal,
    Path directory,
    int umask,
    Map<String, String> environment) {
  /** Set for a rootless engine: the mount namespace of its user's processes. */
  static final String ROOTLESS = "JSTACK_ROOTLESS";

  private static final int PLACE_PARTS = 6;

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
      var outside = System.getenv(ROOTLESS);
      return outside == null ? seen(start, process) : told(start, process, outside);
    } catch (IOException e) {
      throw new JstackException("process " + start.pid() + " can't be looked at: " + e, e);
    }
  }

  private static Caller seen(Start start, Path process) throws IOException {
    check(mountNamespace(process), mountNamespace(Path.of("/proc/self")));
    return new Caller(
        process,
        new DeviceTerminal(process),
        directory(Files.readSymbolicLink(process.resolve("cwd")), environment(start)),
        umask(process),
        environment(start));
  }

  /**
   * A process outside of the engine's user namespace can't be looked into, so it says itself what
   * its place is. It is the same user's, and nothing is believed that this user can't do.
   */
  private static Caller told(Start start, Path process, String outside) {
    var place = start.placeList();
    if (place.size() != PLACE_PARTS) {
      throw new JstackException("process " + start.pid() + " doesn't say where it is");
    }
    check(Path.of(place.get(1)), Path.of(outside));
    return new Caller(
        process,
        new DeviceTerminal(process, place.subList(3, PLACE_PARTS)),
        directory(Path.of(place.get(0)), environment(start)),
        Integer.parseInt(place.get(2), 8),
        environment(start));
  }

  private static void check(Path theirs, Path ours) {
    if (!theirs.equals(ours)) {
      throw new JstackException(
          "the engine sees other files than this command: they are in different mount namespaces",
          "set JSTACK_RUN_DIR and JSTACK_STATE_DIR for an engine of its own",
          null);
    }
  }

  private static Path mountNamespace(Path process) throws IOException {
    return Files.readSymbolicLink(process.resolve("ns/mnt"));
  }

  /** As the caller's shell calls it, if that is the same one: it may have gone through a link. */
  private static Path directory(Path physical, Map<String, String> environment) {
    var logical = environment.getOrDefault("PWD", "");
    try {
      return logical.startsWith("/") && Files.isSameFile(Path.of(logical), physical)
          ? Path.of(logical)
          : physical;
    } catch (IOException | InvalidPathException e) {
      return physical;
    }
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
