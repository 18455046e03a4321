package dev.jstack.runtime.build;

/** Takes the events of a build; called from several threads, must not block for long. */
@FunctionalInterface
public interface BuildListener {
  void on(BuildEvent event);
}
