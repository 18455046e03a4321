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
import java.util.Optional;

/** Runs one probe in a container. */
final class HealthProbe {
  private static final int KEPT_OUTPUT = 4096;
  private static final int KILLED = -1;

  /** After that it is not the processor that it needs: others may go on. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final ContainerRuntime runtime;
  private final Changes changes;

  HealthProbe(ContainerRuntime runtime, Changes changes) {
    this.runtime = runtime;
    this.changes = changes;
  }

  /** Empty when the container has ended. */
  Optional<ProbeResult> run(Container container, Duration timeout, Slot slot) {
    Instant start = Instant.now();
    var output = new ByteArrayOutputStream();
    var spec = ProcessSpec.of(HealthTests.command(container));
    var told = ExecEvents.begin(changes, container, spec);
    try (ExecProcess process =
        runtime.exec(container, spec, false, ExecIo.output((_, bytes) -> keep(output, bytes)))) {
      told.end(process.exit());
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
