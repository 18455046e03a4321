package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.event.EngineEvent;
import dev.jstack.engine.event.EventJournal;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Writes what happens to containers into the journal, as docker tells it. */
final class ContainerEvents {
  private final EventJournal journal;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  ContainerEvents(EventJournal journal) {
    this.journal = journal;
  }

  /** {@code extra} is told beside name, image and labels. */
  void tell(Container container, String action, Map<String, String> extra) {
    Map<String, String> attributes = new TreeMap<>(container.labels());
    attributes.keySet().removeIf(name -> name.startsWith("dev.jstack."));
    attributes.put("image", container.spec().image());
    attributes.put("name", container.name());
    attributes.putAll(extra);
    journal.add(EngineEvent.now("container", action, container.id(), attributes));
  }

  void changed(ContainerChange change) {
    Container container = change.container();
    switch (change.kind()) {
      case DIE -> died(container);
      case CREATE, START, PAUSE, UNPAUSE -> tell(container, change.kind().toString(), Map.of());
      case DESTROY -> {
        ends.remove(container.id());
        tell(container, Kind.DESTROY.toString(), Map.of());
      }
      case RESTART, HEALTH, PROBE, RENAME -> {} // told with more than the change says
    }
  }

  /** Once an end: others are told of it again when they ask for what is so already. */
  private void died(Container container) {
    ContainerState state = container.state();
    Instant end = state.finishedAt();
    if (end == null || end.equals(ends.put(container.id(), end))) {
      return;
    }
    if (state.oomKilled()) {
      tell(container, "oom", Map.of());
    }
    Instant start = Optional.ofNullable(state.startedAt()).orElse(end);
    tell(
        container,
        "die",
        Map.of(
            "exitCode",
            Integer.toString(state.exitCode()),
            "execDuration",
            Long.toString(Math.max(0, Duration.between(start, end).toSeconds()))));
  }
}
