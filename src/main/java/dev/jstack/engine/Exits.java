package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerListener;
import dev.jstack.runtime.container.ExitRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the ends of containers to the supervisor; those that come before it is ready (an engine
 * settles what ended while there was none) wait for it.
 */
final class Exits implements ContainerListener {
  private final List<Runnable> early = new ArrayList<>();
  private @Nullable ContainerListener supervisor;

  @Override
  public void exited(Container container, ExitRecord exit) {
    ContainerListener ready = readyOrQueue(container, exit);
    if (ready != null) {
      ready.exited(container, exit);
    }
  }

  void open(ContainerListener listener) {
    List<Runnable> waiting;
    synchronized (this) {
      supervisor = listener;
      waiting = List.copyOf(early);
      early.clear();
    }
    waiting.forEach(Runnable::run);
  }

  private synchronized @Nullable ContainerListener readyOrQueue(
      Container container, ExitRecord exit) {
    if (supervisor == null) {
      early.add(() -> exited(container, exit));
    }
    return supervisor;
  }
}
