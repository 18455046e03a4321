package dev.jstack.engine;

import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.StoredImage;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds anonymous volumes that hide what a new image brought: they keep the files that the old
 * image had at their place ({@code node_modules}).
 */
final class StaleVolumes {
  private StaleVolumes() {}

  /**
   * Where volumes lie on files in which the images differ.
   *
   * @param own the new container's own mounts
   * @param inherited the same with volumes taken over from the old container
   */
  static List<String> between(
      StoredImage before, StoredImage after, ContainerSpec own, ContainerSpec inherited) {
    List<Layer> changed = difference(before, after);
    List<String> stale = new ArrayList<>();
    for (MountSpec mount : inherited.mounts()) {
      if (!own.mounts().contains(mount) && changed.stream().anyMatch(l -> has(l, mount))) {
        stale.add(mount.target());
      }
    }
    return stale;
  }

  /** Layers that only one of the images has. */
  private static List<Layer> difference(StoredImage before, StoredImage after) {
    List<Layer> layers = new ArrayList<>();
    before.layers().stream().filter(l -> !after.layers().contains(l)).forEach(layers::add);
    after.layers().stream().filter(l -> !before.layers().contains(l)).forEach(layers::add);
    return layers;
  }

  private static boolean has(Layer layer, MountSpec mount) {
    Path path = layer.directory().resolve(mount.target().substring(1));
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
