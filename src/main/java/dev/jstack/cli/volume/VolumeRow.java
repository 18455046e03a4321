package dev.jstack.cli.volume;

import dev.jstack.runtime.container.Volume;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A volume as lists show it. */
public final class VolumeRow {
  private VolumeRow() {}

  /** By docker's names of fields; what only Swarm knows is not available. */
  public static Map<String, Object> of(Volume volume) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Availability", "N/A");
    row.put("Driver", "local");
    row.put("Group", "N/A");
    row.put("Label", (UnaryOperator<String>) name -> volume.labels().getOrDefault(name, ""));
    row.put(
        "Labels",
        String.join(
            ",", volume.labels().entrySet().stream().map(Object::toString).sorted().toList()));
    row.put("Links", "N/A");
    row.put("Mountpoint", volume.path().toString());
    row.put("Name", volume.name());
    row.put("Scope", "local");
    row.put("Size", "N/A");
    row.put("Status", "N/A");
    return row;
  }
}
