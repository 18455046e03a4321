package dev.jstack.engine;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.registry.LayerListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells the layers of a pull or push as one resource: {@code Image redis:7 Pulling 3.1/12.0 MB}.
 */
public final class TransferProgress implements LayerListener {
  private static final double MEGABYTE = 1e6;
  private static final long NANOS = 1_000_000_000;

  private final String resource;
  private final String verb;
  private final EventListener events;
  private final Map<String, Amount> layers = new LinkedHashMap<>();
  private long told;

  private record Amount(long done, long total) {}

  public TransferProgress(String resource, String verb, EventListener events) {
    this.resource = resource;
    this.verb = verb;
    this.events = events;
  }

  @Override
  public synchronized void on(String layer, String text, long done, long total) {
    if (total == 0) {
      return;
    }
    layers.put(layer, new Amount(done, total));
    if (System.nanoTime() - told > NANOS) {
      told = System.nanoTime();
      events.on(new Event(resource, Event.State.WORKING, verb, amount()));
    }
  }

  private String amount() {
    long done = layers.values().stream().mapToLong(Amount::done).sum();
    long total = layers.values().stream().mapToLong(Amount::total).sum();
    return String.format(Locale.ROOT, "%.1f/%.1f MB", done / MEGABYTE, total / MEGABYTE);
  }
}
