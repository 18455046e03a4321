package dev.jstack.runtime.container;

/**
 * Hears of containers' ends. Called on a thread of its own per event, after the container's last
 * output is in its log and its state says {@code EXITED}.
 */
@FunctionalInterface
public interface ContainerListener {
  void exited(Container container, ExitRecord exit);
}
