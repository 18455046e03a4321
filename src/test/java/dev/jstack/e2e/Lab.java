package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A machine of its own for one test: state and run directories below a temporary one, and a network
 * namespace that stands for the host's. Commands are the built distribution's. Closing it takes
 * everything down and fails if anything is left: mounts, cgroups, processes.
 */
final class Lab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern PID = Pattern.compile("\\d+");
  private static final Pattern ENGINE = Pattern.compile("pid[ :]+(\\d+)");

  private final Path home = Path.of(System.getProperty("jstack.distribution", "target/jstack"));
  private final Path root;
  private final Path netns;
  private final List<Path> stacks = new ArrayList<>();

  Lab() {
    try {
      root = Files.createTempDirectory("jstack-lab");
      netns = Files.createFile(root.resolve("netns"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sh("unshare --net=" + netns + " true && nsenter --net=" + netns + " ip link set lo up");
  }

  /** What a command printed and how it ended. */
  record Result(int code, String out, String err) {
    Result ok() {
      assertThat(code).as("exit code; stdout:\n%s\nstderr:\n%s", out, err).isZero();
      return this;
    }

    Result fails() {
      assertThat(code).as("exit code; stdout:\n%s\nstderr:\n%s", out, err).isNotZero();
      assertThat(err).doesNotContain("\tat ");
      return this;
    }
  }

  /** A directory with these files in it: name, text, name, text… */
  Path stack(String... files) throws IOException {
    Path stack = Files.createTempDirectory(root, "stack");
    for (int i = 0; i < files.length; i += 2) {
      Path file = stack.resolve(files[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, files[i + 1]);
    }
    stacks.add(stack);
    return stack;
  }

  /** A copy of a sample's directory. */
  Path sample(String name) throws IOException {
    Path stack = root.resolve(name);
    sh("cp -r " + Path.of("..", "samples", name).toAbsolutePath().normalize() + " " + stack);
    stacks.add(stack);
    return stack;
  }

  /** The directory of all that the lab has. */
  Path root() {
    return root;
  }

  /** Runs jstack where there is no stack. */
  Result jstack(String... arguments) {
    return jstack(root, arguments);
  }

  /** Runs a shell script in which {@code jstack} is the program. */
  Result shell(String script) {
    String path = home.resolve("bin").toAbsolutePath() + ":" + System.getenv("PATH");
    return run(
        root, Map.of("PATH", path), List.of("nsenter", "--net=" + netns, "bash", "-c", script));
  }

  /** Runs jstack in {@code directory}. */
  Result jstack(Path directory, String... arguments) {
    return jstack(directory, Map.of(), arguments);
  }

  /** Likewise with more environment. */
  Result jstack(Path directory, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of("nsenter", "--net=" + netns));
    command.add(home.resolve("bin/jstack").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return run(directory, environment, command);
  }

  /** Starts jstack and goes on; the caller ends it. */
  Process start(Path directory, Path output, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("nsenter", "--net=" + netns));
    command.add(home.resolve("bin/jstack").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return builder(directory, Map.of(), command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /**
   * Starts a shell command, in which {@code jstack} is the program, in a terminal of its own and
   * goes on; the caller types into its input and ends it.
   */
  Process startInTerminal(Path directory, Path screen, String command) throws IOException {
    String path = home.resolve("bin").toAbsolutePath() + ":" + System.getenv("PATH");
    var inside = List.of("nsenter", "--net=" + netns, "script", "-qfec", command, "/dev/null");
    return builder(directory, Map.of("PATH", path, "TERM", "xterm"), inside)
        .redirectErrorStream(true)
        .redirectOutput(screen.toFile())
        .start();
  }

  /** Starts any program in the lab's network and goes on; the caller ends it. */
  Process startInside(String... command) throws IOException {
    var inside = new ArrayList<>(List.of("nsenter", "--net=" + netns));
    inside.addAll(List.of(command));
    return builder(root, Map.of(), inside)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The answer to {@code GET /} on a port of the lab's loopback; empty if nobody answers. */
  String get(int port) {
    String script =
        "exec 3<>/dev/tcp/127.0.0.1/"
            + port
            + " && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && timeout 5 cat <&3";
    var command = List.of("nsenter", "--net=" + netns, "bash", "-c", script);
    return run(root, Map.of(), command).out();
  }

  /** The engine's process, which is started if need be. */
  ProcessHandle engine() {
    String status = jstack("--progress", "quiet", "engine", "status").ok().out();
    var matcher = ENGINE.matcher(status);
    assertThat(matcher.find()).as("a pid in: %s", status).isTrue();
    return ProcessHandle.of(Long.parseLong(matcher.group(1))).orElseThrow();
  }

  /** The state directory. */
  Path state() {
    return root.resolve("state");
  }

  /** What is left of containers: mounts in the lab and processes whose command line names it. */
  List<String> traces() throws IOException {
    var traces = new ArrayList<String>();
    Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(root.toString()))
        .filter(line -> !line.contains(netns.toString()))
        .forEach(traces::add);
    traces.addAll(processes());
    return traces;
  }

  @Override
  public void close() throws IOException {
    try {
      for (Path stack : stacks) {
        jstack(stack, "down", "-v", "--remove-orphans", "-t", "0");
      }
      jstack(root, "engine", "stop");
    } finally {
      sh("umount " + netns);
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(traces()).as("left behind").isEmpty());
    delete(root);
  }

  private List<String> processes() throws IOException {
    var found = new ArrayList<String>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) all::iterator) {
        if (PID.matcher(process.getFileName().toString()).matches() && names(process)) {
          found.add("process " + process.getFileName());
        }
      }
    }
    return found;
  }

  private boolean names(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return (environment + command).contains(root.toString());
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  private Result run(Path directory, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile(root, "command", ".out");
      Path err = Files.createTempFile(root, "command", ".err");
      var process =
          builder(directory, environment, command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            command + " did not end\n" + Files.readString(out) + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private ProcessBuilder builder(
      Path directory, Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COMPOSE_"));
    builder.environment().put("JSTACK_STATE_DIR", root.resolve("state").toString());
    builder.environment().put("JSTACK_RUN_DIR", root.resolve("run").toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private void sh(String script) {
    run(Path.of("/"), Map.of(), List.of("sh", "-c", script)).ok();
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
