package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A root, a launcher and pipes for one start. */
final class Box implements AutoCloseable {
  static final int PATIENCE = 10_000;

  final HostRoot root = new HostRoot();
  final Pipe output = Pipe.open(0);
  final Fd nothing = Fd.open("/dev/null", Fd.O_RDWR);
  final Starts starts =
      new Starts(root.tree(), new Stdio.Streams(nothing, output.writer(), output.writer()));
  final Launcher launcher;

  Box() {
    this(_ -> {});
  }

  Box(Consumer<LaunchList> change) {
    launcher = new Launcher(Duration.ofMillis(PATIENCE), change);
  }

  /** Starts and waits for the end. */
  ExitRecord run() {
    return run(starts.request());
  }

  ExitRecord run(LaunchRequest request) {
    try (var process = launcher.start(request)) {
      Poll.readable(List.of(process.pidfd()), PATIENCE);
      return process.await();
    }
  }

  /** What has been written to stdout and stderr, when everybody has closed them. */
  String output() {
    output.writer().close();
    try (var in = new FileInput(output.reader())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    launcher.close();
    output.close();
    nothing.close();
    root.close();
  }
}
