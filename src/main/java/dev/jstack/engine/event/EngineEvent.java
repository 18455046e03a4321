package dev.jstack.engine.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened, in docker's words.
 *
 * @param type {@code container}, {@code image}, {@code network} or {@code volume}
 * @param action {@code create}, {@code exec_start: sh -c true}, …
 * @param id of the thing
 * @param attributes sorted by name; of a container its labels, too
 */
public record EngineEvent(
    Instant time, String type, String action, String id, Map<String, String> attributes) {
  public EngineEvent {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** One that happens now. */
  public static EngineEvent now(
      String type, String action, String id, Map<String, String> attributes) {
    return new EngineEvent(Instant.now(), type, action, id, attributes);
  }

  /** The action without what follows a colon: {@code exec_start}, {@code health_status}. */
  public String kind() {
    int colon = action.indexOf(':');
    return colon < 0 ? action : action.substring(0, colon);
  }
}
