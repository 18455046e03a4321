package dev.jstack.cli.project;

import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Images of services with the digests that their registries have for them now. */
final class ImageLocks {
  private final Session session;

  ImageLocks(Session session) {
    this.session = session;
  }

  /**
   * The model with digests in the images' names, also in those that a build would get. Without a
   * name there is no registry to ask.
   */
  Map<String, @Nullable Object> in(Map<String, @Nullable Object> model) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(model);
    Map<String, @Nullable Object> services = new LinkedHashMap<>();
    section(model).forEach((name, value) -> services.put(String.valueOf(name), locked(value)));
    result.put("services", services);
    return result;
  }

  /** An override file with nothing but the locked images. */
  Map<String, @Nullable Object> override(Map<String, @Nullable Object> model) {
    Map<String, @Nullable Object> services = new TreeMap<>();
    section(model)
        .forEach((name, service) -> {
          String image = image(service);
          services.put(String.valueOf(name), image == null ? Map.of() : Map.of("image", image));
        });
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("services", services);
    return result;
  }

  private @Nullable Object locked(@Nullable Object service) {
    String image = image(service);
    if (image == null || !(service instanceof Map<?, ?> map)) {
      return service;
    }
    Map<Object, @Nullable Object> result = new LinkedHashMap<>(map);
    result.put("image", image);
    return result;
  }

  private @Nullable String image(@Nullable Object service) {
    if (!(service instanceof Map<?, ?> map) || !(map.get("image") instanceof String name)) {
      return null;
    }
    ImageReference image = ImageReference.parse(name);
    return session.engine().images().locked(image, session.caller()).toString();
  }

  private static Map<?, ?> section(Map<String, @Nullable Object> model) {
    return model.get("services") instanceof Map<?, ?> map ? map : Map.of();
  }
}
