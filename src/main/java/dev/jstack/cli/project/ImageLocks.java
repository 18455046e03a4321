package dev.jstack.cli.project;

import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.runtime.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Images of services with the digests that their registries have for them now. */
final class ImageLocks {
  private final Session session;
  private final Project project;

  ImageLocks(Session session, Project project) {
    this.session = session;
    this.project = project;
  }

  /**
   * The model with digests in the images' names, also in those that a build would get. Without a
   * name there is no registry to ask.
   */
  Map<String, @Nullable Object> in(Map<String, @Nullable Object> model) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(model);
    Map<String, @Nullable Object> services = new LinkedHashMap<>();
    section(model)
        .forEach((name, value) -> services.put(String.valueOf(name), locked(name, value)));
    result.put("services", services);
    return result;
  }

  /** An override file with nothing but the locked images. */
  Map<String, @Nullable Object> override(Map<String, @Nullable Object> model) {
    Map<String, @Nullable Object> services = new TreeMap<>();
    section(model)
        .forEach((name, service) -> {
          String image = image(name, service);
          services.put(String.valueOf(name), image == null ? Map.of() : Map.of("image", image));
        });
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("services", services);
    return result;
  }

  private @Nullable Object locked(Object name, @Nullable Object service) {
    String image = image(name, service);
    if (image == null || !(service instanceof Map<?, ?> map)) {
      return service;
    }
    Map<Object, @Nullable Object> result = new LinkedHashMap<>(map);
    result.put("image", image);
    return result;
  }

  private @Nullable String image(Object name, @Nullable Object service) {
    if (!(service instanceof Map<?, ?> map) || !map.containsKey("image")) {
      return null;
    }
    Service known = project.service(String.valueOf(name));
    ImageReference image = ImageReference.parse(known.image().reference());
    return session.engine().images().locked(image, session.caller()).toString();
  }

  private static Map<?, ?> section(Map<String, @Nullable Object> model) {
    return model.get("services") instanceof Map<?, ?> map ? map : Map.of();
  }
}
