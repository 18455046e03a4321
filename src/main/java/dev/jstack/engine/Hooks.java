package dev.jstack.engine;

import dev.jstack.compose.model.Hook;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.ExecProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Runs {@code post_start} and {@code pre_stop} commands in containers. */
final class Hooks {
  private final Containers containers;

  Hooks(Containers containers) {
    this.containers = containers;
  }

  /** Runs one to its end; a failure carries its output. */
  void run(Container container, Hook hook, String name) {
    var output = new ByteArrayOutputStream();
    ExecIo io = ExecIo.output((_, bytes) -> output.writeBytes(bytes));
    try (ExecProcess process = containers.exec(container, hook.process(), hook.privileged(), io)) {
      int code = process.waitFor();
      if (code != 0) {
        throw new JstackException(
            "container %s: %s hook exited with status %d: %s"
                .formatted(
                    container.name(), name, code, output.toString(StandardCharsets.UTF_8).strip()));
      }
    }
  }
}
