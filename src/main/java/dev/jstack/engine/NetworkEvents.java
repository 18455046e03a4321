package dev.jstack.engine;

import dev.jstack.engine.event.EngineEvent;
import dev.jstack.engine.event.EventJournal;
import dev.jstack.networking.Sandbox;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes into the journal which networks containers join and leave. */
final class NetworkEvents {
  private final EventJournal journal;

  NetworkEvents(EventJournal journal) {
    this.journal = journal;
  }

  /** Of all the networks that it is on. */
  void tellAll(Container container, String action, Optional<Sandbox> sandbox) {
    for (var end : sandbox.map(Sandbox::attachments).orElse(List.of())) {
      tell(container, action, end.networkId(), end.network());
    }
  }

  /** {@code action}: connect or disconnect. */
  void tell(Container container, String action, String networkId, String network) {
    var attributes = Map.of("container", container.id(), "name", network, "type", "bridge");
    journal.add(EngineEvent.now("network", action, networkId, attributes));
  }
}
