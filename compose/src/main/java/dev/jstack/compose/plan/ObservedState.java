package dev.jstack.compose.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is there now: a snapshot taken by the engine.
 *
 * @param containers those with the project's label, one-off ones too
 * @param networks by full name: the project's, and external ones it names
 * @param volumes by full name, likewise
 * @param images reference as the project writes it to what it names now; absent if there is none
 */
public record ObservedState(
    List<ObservedContainer> containers,
    Map<String, Resource> networks,
    Map<String, Resource> volumes,
    Map<String, Image> images) {
  public ObservedState {
    containers = List.copyOf(containers);
    networks = Map.copyOf(networks);
    volumes = Map.copyOf(volumes);
    images = Map.copyOf(images);
  }

  /** A network or volume; the label {@link Labels#CONFIG_HASH} says what it was made from. */
  public record Resource(String name, Map<String, String> labels) {
    public Resource {
      labels = Map.copyOf(labels);
    }

    /** Null for one that was not made by Compose. */
    public @Nullable String hash() {
      return labels.get(Labels.CONFIG_HASH);
    }
  }

  /**
   * An image of the store.
   *
   * @param contextDigest what it was built from, or null if it was not built here
   * @param age since its registry was asked, or null if it came from none
   */
  public record Image(String id, @Nullable String contextDigest, @Nullable Duration age) {
    public Image(String id, @Nullable String contextDigest) {
      this(id, contextDigest, null);
    }
  }

  /** The same with these services' containers alone. */
  public ObservedState only(Set<String> services) {
    List<ObservedContainer> theirs =
        containers.stream().filter(container -> services.contains(container.service())).toList();
    return new ObservedState(theirs, networks, volumes, images);
  }
}
