package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code driver_opts} of a volume, as Docker's local driver takes them. */
final class VolumeOptions {
  private VolumeOptions() {}

  static void check(String volume, Map<String, String> options) {
    for (var option : options.keySet()) {
      if (!List.of("type", "o", "device").contains(option)) {
        throw new JstackException(
            "volume \"" + volume + "\": unknown driver option \"" + option + "\"");
      }
    }
    if (options.isEmpty() || isTmpfs(options)) {
      return;
    }
    var place = place(options);
    if (place.isEmpty()) {
      throw new JstackException(
          "volume \"" + volume + "\": type \"" + options.get("type") + "\" is not supported",
          "expected a bind (type: none, o: bind, device: PATH) or type: tmpfs",
          null);
    }
    if (!Files.exists(place.get())) {
      throw new JstackException(
          "volume \"" + volume + "\": device \"" + place.get() + "\" does not exist");
    }
  }

  /** The host directory that a volume stands for, if it is not one of our own. */
  static Optional<Path> place(Map<String, String> options) {
    var flags = List.of(options.getOrDefault("o", "").split(",", -1));
    var device = options.get("device");
    boolean isBind = flags.contains("bind") || flags.contains("rbind");
    return isBind && device != null ? Optional.of(Path.of(device)) : Optional.empty();
  }

  static boolean isTmpfs(Map<String, String> options) {
    return "tmpfs".equals(options.get("type"));
  }
}
