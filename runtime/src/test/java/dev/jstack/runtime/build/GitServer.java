package dev.jstack.runtime.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Repositories below a directory, served by git's own daemon on loopback. */
final class GitServer implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final Process process;

  GitServer(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process =
        new ProcessBuilder(
                "git",
                "daemon",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--export-all",
                "--reuseaddr",
                "--base-path=" + directory)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("daemon.log").toFile())
            .start();
    while (!answers()) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
        throw new IOException(Files.readString(directory.resolve("daemon.log")));
      }
    }
  }

  private boolean answers() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  String address(String name) {
    return "git://127.0.0.1:" + port + "/" + name;
  }

  /** A new repository; later commits go to it by its path. */
  Path repository(String name) throws IOException, InterruptedException {
    var path = Files.createDirectory(directory.resolve(name));
    git(path, "init", "-q", "-b", "main");
    return path;
  }

  /** Commits all that is there and returns the commit. */
  String commit(Path repository) throws IOException, InterruptedException {
    git(repository, "add", "-A");
    git(repository, "commit", "-q", "-m", "x");
    return git(repository, "rev-parse", "HEAD").strip();
  }

  String git(Path repository, String... words) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t.invalid"));
    command.addAll(List.of("-c", "protocol.file.allow=always"));
    command.addAll(List.of(words));
    var git = new ProcessBuilder(command).directory(repository.toFile());
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    var started = git.redirectErrorStream(true).start();
    var output = new String(started.getInputStream().readAllBytes(), UTF_8);
    if (started.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
