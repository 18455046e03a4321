package dev.jstack.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code build} changes of every service's build section. */
public record BuildChanges(Map<String, String> arguments, boolean noCache, boolean pull) {
  public BuildChanges {
    arguments = new LinkedHashMap<>(arguments);
  }

  /** As the files say. */
  public static BuildChanges none() {
    return new BuildChanges(Map.of(), false, false);
  }
}
