package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.runtime.container.Container;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells whoever wants to know what happens to containers, so that nobody has to poll. */
public final class Changes {
  private final List<Consumer<ContainerChange>> listeners = new CopyOnWriteArrayList<>();

  /** Called on the thread of the change until the result is closed; must return soon. */
  public Registration listen(Consumer<ContainerChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void publish(Container container, Kind kind) {
    var change = new ContainerChange(container, kind, Instant.now());
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Ends the listening. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
