package dev.jstack.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code build} changes of every service's build section; {@code ssh} is further access. */
public record BuildChanges(
    Map<String, String> arguments, boolean noCache, boolean pull, List<String> ssh) {
  public BuildChanges {
    arguments = new LinkedHashMap<>(arguments);
    ssh = List.copyOf(ssh);
  }

  /** As the files say. */
  public static BuildChanges none() {
    return new BuildChanges(Map.of(), false, false, List.of());
  }
}
