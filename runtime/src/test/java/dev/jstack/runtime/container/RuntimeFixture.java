package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.container.output.LogQuery;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.linux.UserMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A runtime over a tiny image, in directories of its own; closing it leaves nothing behind. */
final class RuntimeFixture implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);

  final TinyImage tiny;
  final BlockingQueue<ExitRecord> exits = new LinkedBlockingQueue<>();
  ContainerRuntime runtime;
  private final Path directory;
  private @Nullable UserMap users;
  private UnaryOperator<RunConfig> image = run -> run.withCmd(List.of("sh"));

  RuntimeFixture(Path directory) throws IOException, InterruptedException {
    this(directory, null);
  }

  /** One that remaps. */
  RuntimeFixture(Path directory, @Nullable UserMap users) throws IOException, InterruptedException {
    this.directory = directory;
    this.users = users;
    tiny = TinyImage.in(directory.resolve("image"));
    runtime = open();
  }

  RuntimeFixture image(UnaryOperator<RunConfig> change) {
    image = change;
    return this;
  }

  /** From the next engine on. */
  RuntimeFixture remap(UserMap map) {
    users = map;
    return this;
  }

  private ContainerRuntime open() {
    return ContainerRuntime.open(
        directory.resolve("state"),
        directory.resolve("run"),
        id -> Optional.of(tiny.image(image)),
        (container, exit) -> exits.add(exit),
        users);
  }

  /** The engine ends (or is killed) here, and another one begins. */
  List<Container> nextEngine() {
    runtime.close();
    runtime = open();
    return runtime.adopt();
  }

  Container create(ContainerSpec spec) {
    return runtime.create(spec, tiny.image(image));
  }

  Container start(ContainerSpec spec) {
    var container = create(spec);
    runtime.start(container, ContainerNetwork.none());
    return container;
  }

  /** Runs it to its end; its whole log. */
  String output(ContainerSpec spec) throws InterruptedException {
    var container = start(spec);
    end(container);
    return log(container);
  }

  ExitRecord end(Container container) throws InterruptedException {
    awaitExit(container);
    var exit = exits.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(exit).isNotNull();
    return exit;
  }

  void awaitExit(Container container) {
    await().atMost(LONG).until(() -> container.run() == null);
  }

  /** What the program wrote, as it wrote it. */
  String log(Container container) {
    var text = new StringBuilder();
    runtime
        .log(container)
        .read(LogQuery.ALL, line -> text.append(line.text()).append(line.partial() ? "" : "\n"));
    return text.toString();
  }

  /** The output of a further program. */
  String exec(Container container, String line) {
    return exec(container, ProcessSpec.of(List.of("sh", "-c", line)));
  }

  String exec(Container container, ProcessSpec process) {
    var output = new ByteArrayOutputStream();
    var exec =
        runtime.exec(
            container, process, false, ExecIo.output((stream, bytes) -> output.writeBytes(bytes)));
    exec.waitFor();
    return output.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    for (var container : runtime.list()) {
      if (container.state().status() == Status.PAUSED) {
        runtime.unpause(container);
      }
      runtime.kill(container);
      awaitExit(container);
      runtime.remove(container, true);
    }
    runtime.close();
  }
}
