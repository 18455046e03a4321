package dev.jstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built program with an engine of its own, for tests of the whole. Closing it ends the engine
 * and removes its directories; stacks must be down by then.
 */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path home;
  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private Program(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
    environment.put("JSTACK_STATE_DIR", directory.resolve("state").toString());
    environment.put("JSTACK_RUN_DIR", directory.resolve("run").toString());
  }

  /** What a command left behind. */
  public record Result(int code, String out, String err) {
    /** The result itself, if the command succeeded. */
    public Result succeeded() {
      assertThat(code).as("exit code; stdout: %s stderr: %s", out, err).isZero();
      return this;
    }
  }

  /** The distribution that this build has made, with new directories. */
  public static Program open() {
    try {
      return new Program(
          Path.of(System.getProperty("jstack.distribution", "target/jstack")).toAbsolutePath(),
          Files.createTempDirectory("jstack-test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory for the test's files. */
  public Path directory() {
    return directory;
  }

  /** Sets a variable of the commands that follow. */
  public Program with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs {@code jstack} with an empty standard input, to its end. */
  public Result run(String... arguments) {
    return finish(start(arguments), "");
  }

  /** Runs {@code jstack} with {@code input} as its standard input, to its end. */
  public Result runWithInput(String input, String... arguments) {
    return finish(start(arguments), input);
  }

  /** Runs a shell script in which {@code jstack} is the program. */
  public Result shell(String script) {
    return finish(launch(List.of("/bin/bash", "-c", script)), "");
  }

  /** Starts {@code jstack} and doesn't wait for it. */
  public Process start(String... arguments) {
    var command = new ArrayList<String>(List.of(home.resolve("bin/jstack").toString()));
    command.addAll(List.of(arguments));
    return launch(command);
  }

  /** The engine's process, which is started if need be. */
  public ProcessHandle engine() {
    var status = run("--progress", "quiet", "engine", "status").succeeded().out();
    var pid = status.lines().filter(line -> line.startsWith("pid ")).findFirst().orElseThrow();
    return ProcessHandle.of(Long.parseLong(pid.substring(4).strip())).orElseThrow();
  }

  /** Ends the engine, if there is one, and removes all files. */
  @Override
  public void close() {
    if (Files.exists(directory.resolve("run/jstack.sock"))) {
      var engine = engine();
      run("engine", "stop");
      await().atMost(PATIENCE).until(() -> !engine.isAlive());
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch(List<String> command) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", home.resolve("bin").toString(), (a, b) -> b + ":" + a);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result finish(Process process, String input) {
    try (var out = process.getInputStream();
        var err = process.getErrorStream()) {
      var errors = new StringBuilder();
      var drain = Thread.ofVirtual().start(() -> errors.append(text(err)));
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The program doesn't read its input.
      }
      var output = text(out);
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      drain.join();
      return new Result(process.exitValue(), output, errors.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
