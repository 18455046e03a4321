package dev.jstack.runtime.image;

import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code image inspect} says of an image, in the shape of Docker's JSON. */
public final class ImageInspection {
  private static final Shape SHAPE =
      Shape.of(
          """
          Id RepoTags[] RepoDigests[] Parent Comment Created Container DockerVersion Author
          Architecture Variant Os OsVersion Size# VirtualSize# GraphDriver RootFS Metadata Config*
          """);
  private static final Shape CONFIG =
      Shape.of(
          """
          ArgsEscaped? Cmd[] Entrypoint[] Env[] ExposedPorts{} Healthcheck* Labels{} OnBuild[]
          Shell[] StopSignal User Volumes{} WorkingDir
          """);

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
    map.put("Metadata", new Struct().with("LastTagTime", NEVER));
    return SHAPE.struct(map);
  }

  private static String comment(ImageConfig config) {
    return config.history().isEmpty() ? "" : config.history().getLast().comment();
  }

  /** Scripts index these, so they are there with null or nothing, as Docker has them. */
  private static Struct runConfig(RunConfig run) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("User", "");
    map.put("Env", null);
    map.put("Cmd", null);
    map.put("Volumes", null);
    map.put("WorkingDir", "");
    map.put("Entrypoint", null);
    map.put("OnBuild", null);
    map.put("Labels", null);
    map.putAll(ConfigJson.runMap(run));
    return CONFIG.struct(map);
  }

  private static Map<String, Object> graphDriver(StoredImage image) {
    var data = new LinkedHashMap<String, Object>();
    var directories =
        image.layers().reversed().stream().map(layer -> layer.directory().toString()).toList();
    if (!directories.isEmpty()) {
      data.put("UpperDir", directories.getFirst());
    }
    if (directories.size() > 1) {
      data.put("LowerDir", String.join(":", directories.subList(1, directories.size())));
    }
    return new Struct().with("Data", data).with("Name", "overlay2");
  }

  private static Map<String, Object> rootFs(StoredImage image) {
    return new Struct()
        .with("Type", "layers")
        .with("Layers", image.config().diffIds().stream().map(Digest::toString).toList());
  }
}
