package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.EnvList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@code ssh-agent} that has the keys of {@code --ssh id=key.pem} and nothing else. */
final class KeyAgent implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;

  private KeyAgent(Process process) {
    this.process = process;
  }

  static Path socket(Path directory) {
    return directory.resolve("keys");
  }

  static KeyAgent start(List<Path> files, Path directory) {
    try {
      // A relative address is short, however long the directory's path is.
      var process =
          quiet(directory, List.of("ssh-agent", "-D", "-a", "keys"), directory.resolve("log"))
              .start();
      var agent = new KeyAgent(process);
      try {
        agent.await(socket(directory));
        agent.add(files, directory);
        return agent;
      } catch (RuntimeException e) {
        agent.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JstackException(
          "cannot run ssh-agent: " + e.getMessage(),
          "install openssh-client, or give the socket of an agent",
          e);
    }
  }

  private static ProcessBuilder quiet(Path directory, List<String> command, Path log) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", EnvList.DEFAULT_PATH);
    builder.environment().put("SSH_AUTH_SOCK", "keys");
    builder.environment().put("SSH_ASKPASS_REQUIRE", "never");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder;
  }

  private void await(Path socket) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(socket)) {
      try {
        if (process.waitFor(2, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new JstackException("ssh-agent does not start");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JstackException("build cancelled", e);
      }
    }
  }

  private void add(List<Path> files, Path directory) {
    var command = new ArrayList<>(List.of("ssh-add", "-q", "--"));
    files.forEach(file -> command.add(file.toString()));
    var log = directory.resolve("add.log");
    try {
      var adding = quiet(directory, command, log).start();
      if (!adding.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || adding.exitValue() != 0) {
        adding.destroyForcibly();
        throw new JstackException(
            "cannot use ssh key "
                + String.join(", ", files.stream().map(Path::toString).toList())
                + ": "
                + Files.readString(log, StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("build cancelled", e);
    } catch (IOException e) {
      throw new JstackException("cannot run ssh-add: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
