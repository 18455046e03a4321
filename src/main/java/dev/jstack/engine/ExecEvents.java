package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ProcessSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Tells of a further program in a container; a health check's probe is one. */
final class ExecEvents {
  private final Changes changes;
  private final Container container;
  private final String id;

  private ExecEvents(Changes changes, Container container, String id) {
    this.changes = changes;
    this.container = container;
    this.id = id;
  }

  static ExecEvents begin(Changes changes, Container container, ProcessSpec process) {
    List<String> command = process.command() == null ? List.of() : process.command();
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    for (String action : List.of("exec_create", "exec_start")) {
      changes.tell(container, action + ": " + String.join(" ", command), Map.of("execID", id));
    }
    return new ExecEvents(changes, container, id);
  }

  void end(CompletableFuture<Integer> exit) {
    var _ =
        exit.thenAccept(code ->
            changes.tell(
                container, "exec_die", Map.of("execID", id, "exitCode", Integer.toString(code))));
  }
}
