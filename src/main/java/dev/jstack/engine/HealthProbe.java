package dev.jstack.engine;

import dev.jstack.engine.ProbeSlots.Slot;
import dev.jstack.engine.supervise.ProbeResult;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.ExecProcess;
import dev.jstack.runtime.container.ProcessSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs one probe in a container. */
final class HealthProbe {
  private static final int KEPT_OUTPUT = 4096;
  private static final int KILLED = -1;

  /** After that it is not the processor that it needs: others may go on. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final ContainerRuntime runtime;

  HealthProbe(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  /** Empty when the container has ended. */
  Optional<ProbeResult> run(Container container, Duration timeout, Slot slot) {
    Instant start = Instant.now();
    var output = new ByteArrayOutputStream();
    List<String> command = HealthTests.command(container);
    try (ExecProcess process =
        runtime.exec(
            container,
            ProcessSpec.of(command),
            false,
            ExecIo.output((_, bytes) -> keep(output, bytes)))) {
      int code = await(process, timeout, slot);
      return Optional.of(new ProbeResult(start, Instant.now(), code, text(output, code, timeout)));
    } catch (JstackException e) {
      return container.state().status().isAlive()
          ? Optional.of(
              new ProbeResult(start, Instant.now(), e.exitCode(), String.valueOf(e.getMessage())))
          : Optional.empty();
    }
  }

  private static int await(ExecProcess process, Duration timeout, Slot slot) {
    boolean quick = timeout.compareTo(SLOW) <= 0;
    Optional<Integer> code = process.waitFor(quick ? timeout : SLOW);
    slot.close();
    if (code.isEmpty() && !quick) {
      code = process.waitFor(timeout.minus(SLOW));
    }
    if (code.isEmpty()) {
      process.kill();
    }
    return code.orElse(KILLED);
  }

  private static void keep(ByteArrayOutputStream output, byte[] bytes) {
    int room = KEPT_OUTPUT - output.size();
    output.write(bytes, 0, Math.min(room, bytes.length));
  }

  private static String text(ByteArrayOutputStream output, int code, Duration timeout) {
    return code == KILLED
        ? "Health check exceeded timeout (" + timeout.toMillis() + "ms)"
        : output.toString(StandardCharsets.UTF_8);
  }
}
