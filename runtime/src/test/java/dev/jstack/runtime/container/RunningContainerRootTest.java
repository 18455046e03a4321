package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class RunningContainerRootTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private TinyImage tiny;
  private ContainerRuntime runtime;
  private final BlockingQueue<ExitRecord> exits = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws IOException, InterruptedException {
    tiny = TinyImage.in(directory.resolve("image"));
    runtime = openRuntime();
  }

  private ContainerRuntime openRuntime() {
    return ContainerRuntime.open(
        directory.resolve("state"),
        directory.resolve("run"),
        id -> Optional.of(tiny.image()),
        (container, exit) -> exits.add(exit));
  }

  @AfterEach
  void close() {
    for (var container : runtime.list()) {
      runtime.kill(container);
      runtime.awaitExit(container, LONG);
      runtime.remove(container, true);
    }
    runtime.close();
  }

  private Container run(ContainerSpec spec) {
    var container = runtime.create(spec, tiny.image());
    runtime.start(container, ContainerNetwork.none());
    return container;
  }

  private ExitRecord end(Container container) throws InterruptedException {
    assertThat(runtime.awaitExit(container, LONG)).isTrue();
    var exit = exits.poll(20, TimeUnit.SECONDS);
    assertThat(exit).isNotNull();
    return exit;
  }

  private String log(Container container) {
    var text = new ArrayList<String>();
    runtime.log(container).read(LogQuery.ALL, line -> text.add(line.text()));
    return String.join("\n", text);
  }

  @Test
  void exitCodeAndOutputAreThereWhenTheEndIsTold() throws InterruptedException {
    var container = run(Specs.shell("echo out; echo err >&2; exit 42"));
    assertThat(end(container).code()).isEqualTo(42);
    assertThat(container.state().status()).isEqualTo(Status.EXITED);
    assertThat(log(container)).contains("out").contains("err");
  }

  @Test
  void aProgramThatIsMissingIs127AndLeavesTheReason() {
    var container = runtime.create(Specs.of(ProcessSpec.of(List.of("nope"))), tiny.image());
    assertThatThrownBy(() -> runtime.start(container, ContainerNetwork.none()))
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.exitCode()).isEqualTo(127));
    assertThat(container.state().exitCode()).isEqualTo(127);
    assertThat(container.state().error()).contains("nope");
  }

  @Test
  void execGivesOutputAndExitCode() {
    var container = run(Specs.shell("sleep 100"));
    var output = new ByteArrayOutputStream();
    var exec =
        runtime.exec(
            container,
            ProcessSpec.of(List.of("sh", "-c", "echo $HOSTNAME; pwd; exit 3")),
            false,
            ExecIo.output((stream, bytes) -> output.writeBytes(bytes)));
    assertThat(exec.waitFor()).isEqualTo(3);
    assertThat(output).hasToString(container.shortId() + "\n/\n");
  }

  @Test
  void killEndsIt() throws InterruptedException {
    var container = run(Specs.shell("sleep 100"));
    runtime.kill(container);
    assertThat(end(container).code()).isEqualTo(137);
  }
}
