package dev.jstack.runtime.image;

import dev.jstack.runtime.json.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code image inspect} says of an image, in the shape of Docker's JSON. */
public final class ImageInspection {
  /** Go's zero time, which its readers expect in the place of none. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private ImageInspection() {}

  /** With {@link ImageStore#names} and {@link ImageStore#digests} of the image. */
  public static Map<String, Object> of(
      StoredImage image, List<ImageReference> names, List<ImageReference> digests) {
    var config = image.config();
    var map = new LinkedHashMap<String, Object>();
    map.put("Id", image.id().toString());
    map.put("RepoTags", names.stream().map(ImageReference::familiar).toList());
    map.put("RepoDigests", digests.stream().map(ImageReference::familiar).toList());
    map.put("Parent", "");
    map.put("Comment", comment(config));
    map.put("Created", config.created() == null ? "" : config.created().toString());
    map.put("DockerVersion", "");
    map.put("Author", config.author());
    map.put("Config", runConfig(config.run()));
    map.put("Architecture", config.platform().architecture());
    if (!config.platform().variant().isEmpty()) {
      map.put("Variant", config.platform().variant());
    }
    map.put("Os", config.platform().os());
    map.put("Size", image.size());
    map.put("GraphDriver", graphDriver(image));
    map.put("RootFS", rootFs(image));
    map.put("Metadata", Map.of("LastTagTime", NEVER));
    return map;
  }

  private static String comment(ImageConfig config) {
    return config.history().isEmpty() ? "" : config.history().getLast().comment();
  }

  /** Scripts index these, so they are there with null or nothing, as Docker has them. */
  private static Map<String, Object> runConfig(RunConfig run) {
    var map = new LinkedHashMap<String, Object>();
    map.put("User", "");
    map.put("Env", List.of());
    map.put("Cmd", null);
    map.put("Volumes", null);
    map.put("WorkingDir", "");
    map.put("Entrypoint", null);
    map.put("OnBuild", null);
    map.put("Labels", null);
    map.putAll(ConfigJson.runMap(run));
    return map;
  }

  private static Map<String, Object> graphDriver(StoredImage image) {
    var data = new LinkedHashMap<String, Object>();
    var directories =
        image.layers().reversed().stream().map(layer -> layer.directory().toString()).toList();
    if (!directories.isEmpty()) {
      data.put("UpperDir", directories.getFirst());
      data.put("LowerDir", String.join(":", directories.subList(1, directories.size())));
    }
    var driver = new LinkedHashMap<String, Object>();
    driver.put("Data", data);
    driver.put("Name", "overlay");
    return driver;
  }

  private static Map<String, Object> rootFs(StoredImage image) {
    return new Struct()
        .with("Type", "layers")
        .with("Layers", image.config().diffIds().stream().map(Digest::toString).toList());
  }
}
