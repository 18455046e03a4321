package dev.jstack.engine.supervise;

import java.util.Locale;

/** What the probes say of a container. Written as Docker does: {@code starting}. */
public enum HealthStatus {
  STARTING,
  HEALTHY,
  UNHEALTHY;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
