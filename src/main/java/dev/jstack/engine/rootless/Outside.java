package dev.jstack.engine.rootless;

import dev.jstack.client.Build;
import dev.jstack.client.Directories;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.LaunchException;
import dev.jstack.runtime.launch.UserNamespaceStart;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Poll;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * What an ordinary user's process does in place of serving: it starts the engine as root of a user
 * namespace (a JVM, having threads, can't enter one itself) and ends when that engine answers.
 */
public final class Outside {
  private static final int PAUSE_MILLIS = 3;

  private final Directories directories;
  private final String user;

  /** {@code user} is the login name. */
  public Outside(Directories directories, String user) {
    this.directories = directories;
    this.user = user;
  }

  /** Returns when the engine answers; a {@link JstackException} says why there is none. */
  public void run() throws IOException, InterruptedException {
    Files.createDirectories(
        directories.state(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    long logBefore = Files.exists(directories.log()) ? Files.size(directories.log()) : 0;
    try (var log =
            Fd.open(directories.log().toString(), Fd.O_WRONLY | Fd.O_APPEND | Fd.O_CREAT, 0600);
        var start = start(log)) {
      await(start, logBefore);
    }
  }

  private UserNamespaceStart start(Fd log) throws IOException, InterruptedException {
    var argv = List.of(Build.home().resolve("lib/engine").toString());
    var anchor = Anchor.find(directories.run());
    if (anchor.isPresent()) {
      var start = UserNamespaceStart.join(anchor.getAsInt(), argv, environment(), log);
      start.awaitNamespaces();
      return start;
    }
    var start = UserNamespaceStart.make(argv, environment(), log);
    try {
      start.awaitNamespaces();
      ids().write(start.pid());
      start.go();
      return start;
    } catch (LaunchException e) {
      start.close();
      throw explained(e);
    } catch (IOException | RuntimeException e) {
      var failed = start.failed();
      start.close();
      if (failed.isPresent()) {
        throw explained(failed.get());
      }
      throw e;
    }
  }

  private IdMapping ids() throws IOException {
    var self = Path.of("/proc/self");
    return IdMapping.of(user, attribute(self, "unix:uid"), attribute(self, "unix:gid"));
  }

  private static int attribute(Path path, String name) throws IOException {
    return (int) Files.getAttribute(path, name);
  }

  private List<String> environment() throws IOException {
    return List.of(
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME=" + System.getenv().getOrDefault("HOME", "/"),
        "LC_ALL=C.UTF-8",
        "JSTACK_STATE_DIR=" + directories.state(),
        "JSTACK_RUN_DIR=" + directories.run(),
        "JSTACK_ROOTLESS=" + Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
  }

  /** Which setting of the machine forbids it. */
  private static JstackException explained(LaunchException e) {
    String hint =
        e.errno().equals(Errno.ENOSPC)
            ? "raise user.max_user_namespaces (sysctl)"
            : "this machine lets ordinary users have no user namespaces: see"
                + " kernel.unprivileged_userns_clone, user.max_user_namespaces and"
                + " kernel.apparmor_restrict_unprivileged_userns (sysctl)";
    return new JstackException("cannot start without root: " + e.getMessage(), hint, e);
  }

  private void await(UserNamespaceStart start, long logBefore)
      throws IOException, InterruptedException {
    Optional<Fd> engine = Optional.empty();
    try {
      while (!answers()) {
        engine = engine.isEmpty() ? start.program() : engine;
        boolean ended = engine.isPresent() && !Poll.readable(List.of(engine.get()), 0).isEmpty();
        if (ended || start.hasEnded()) {
          var failed = start.failed();
          if (failed.isPresent()) {
            throw explained(failed.get());
          }
          if (Files.size(directories.log()) > logBefore) {
            throw new JstackException("the engine ended at once");
          }
          return; // another one was first, and may have ended meanwhile: the client looks again
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } finally {
      engine.ifPresent(Fd::close);
    }
  }

  private boolean answers() {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(directories.socket()));
    } catch (IOException e) {
      return false;
    }
  }
}
