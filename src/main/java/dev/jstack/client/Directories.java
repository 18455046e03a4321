package dev.jstack.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an engine keeps its state and its sockets; they tell one engine from another. */
public record Directories(Path state, Path run) {
  /** S_IFDIR with mode 0700. */
  private static final int OWN_DIRECTORY = 0040700;

  /** {@code JSTACK_STATE_DIR} and {@code JSTACK_RUN_DIR}, else the usual places of root. */
  public static Directories of(@Nullable String state, @Nullable String run) {
    return new Directories(path(state, "/var/lib/jstack"), path(run, "/run/jstack"));
  }

  /**
   * The directories of a user's own engine: below {@code XDG_RUNTIME_DIR} (else /run/user/UID, else
   * /tmp) and {@code XDG_DATA_HOME} (else ~/.local/share), unless the variables say otherwise.
   */
  public static Directories of(int uid, Map<String, String> environment) throws IOException {
    var state = environment.getOrDefault("JSTACK_STATE_DIR", "");
    var run = environment.getOrDefault("JSTACK_RUN_DIR", "");
    if (uid == 0) {
      return of(state, run);
    }
    var home = environment.getOrDefault("HOME", "");
    if (state.isEmpty() && home.isEmpty()) {
      throw new IOException("HOME is not set: say with JSTACK_STATE_DIR where images are kept");
    }
    var data = environment.getOrDefault("XDG_DATA_HOME", "");
    return new Directories(
        path(state, (data.isEmpty() ? home + "/.local/share" : data) + "/jstack"),
        run.isEmpty()
            ? runOf(uid, environment.getOrDefault("XDG_RUNTIME_DIR", ""))
            : path(run, ""));
  }

  private static Path runOf(int uid, String xdg) throws IOException {
    var session = Path.of(xdg.isEmpty() ? "/run/user/" + uid : xdg);
    if (session.isAbsolute() && Files.isDirectory(session)) {
      return session.resolve("jstack").normalize();
    }
    return owned(Path.of("/tmp/jstack-" + uid), uid);
  }

  /** Anybody can make a directory in /tmp: it must be ours, and nobody else's to enter. */
  private static Path owned(Path directory, int uid) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var found = Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    if (!Integer.valueOf(uid).equals(found.get("uid"))
        || !Integer.valueOf(OWN_DIRECTORY).equals(found.get("mode"))) {
      throw new IOException(
          directory
              + " is not a directory of this user alone: remove it, or set JSTACK_RUN_DIR to"
              + " another");
    }
    return directory;
  }

  public Path socket() {
    return run.resolve("jstack.sock");
  }

  public Path log() {
    return run.resolve("engine.log");
  }

  private static Path path(@Nullable String value, String usual) {
    return Path.of(value == null || value.isEmpty() ? usual : value).toAbsolutePath().normalize();
  }
}
