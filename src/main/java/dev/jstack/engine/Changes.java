package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.event.EventJournal;
import dev.jstack.runtime.container.Container;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells whoever wants to know what happens to containers, so that nobody has to poll. */
public final class Changes {
  private static final System.Logger LOG = System.getLogger(Changes.class.getName());

  private final List<Consumer<ContainerChange>> listeners = new CopyOnWriteArrayList<>();
  private final EventJournal journal = new EventJournal();
  private final ContainerEvents events = new ContainerEvents(journal);

  /** The same, and more, for people. */
  EventJournal journal() {
    return journal;
  }

  /** Something that changes nothing, or that has more to it than a change. */
  void tell(Container container, String action, Map<String, String> attributes) {
    events.tell(container, action, attributes);
  }

  /** Called on the thread of the change until the result is closed; must return soon. */
  public Registration listen(Consumer<ContainerChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void publish(Container container, Kind kind) {
    var change = new ContainerChange(container, kind, Instant.now());
    events.changed(change);
    listeners.forEach(listener -> tell(listener, change));
  }

  /** One who fails (a removal that is refused, say) doesn't keep it from those who wait. */
  private static void tell(Consumer<ContainerChange> listener, ContainerChange change) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, change.container() + ", after " + change.kind(), e);
    }
  }

  /** Ends the listening. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
