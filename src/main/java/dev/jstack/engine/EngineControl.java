package dev.jstack.engine;

import java.time.Duration;

/** The engine's process, as its own commands see it. */
public interface EngineControl {
  /** What {@code engine status} shows. */
  record Status(long pid, String version, Duration uptime, int commands, long residentBytes) {}

  Status status();

  /** Ends the process as soon as the present command has been answered; containers go on. */
  void stop();
}
