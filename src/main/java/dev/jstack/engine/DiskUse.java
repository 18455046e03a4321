package dev.jstack.engine;

import dev.jstack.runtime.build.cache.BuildCache;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.image.ImageSpace;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.TreeSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one kind of thing takes of the disk.
 *
 * @param active how many are in use
 * @param reclaimable the bytes of those that aren't
 */
public record DiskUse(String kind, int total, int active, long bytes, long reclaimable) {
  /** The kind of what builds have left for the next ones. */
  public static final String BUILD_CACHE = "Build Cache";

  /** Images, containers, volumes and the build cache, in docker's order. */
  public static List<DiskUse> all(Engine engine) {
    return List.of(
        images(engine), containers(engine), volumes(engine), cache(engine.builds().cache()));
  }

  /** Layers that several images have count once. */
  private static DiskUse images(Engine engine) {
    List<ImageSpace> spaces = engine.images().space();
    Map<Layer, Boolean> used = new HashMap<>();
    for (ImageSpace space : spaces) {
      boolean active = space.containers() > 0;
      engine
          .images()
          .layers(space.image())
          .forEach(layer -> used.merge(layer, active, (a, b) -> a || b));
    }
    int active = (int) spaces.stream().filter(space -> space.containers() > 0).count();
    long bytes = used.keySet().stream().mapToLong(Layer::size).sum();
    long needed =
        used.entrySet().stream()
            .filter(Map.Entry::getValue)
            .mapToLong(entry -> entry.getKey().size())
            .sum();
    return new DiskUse("Images", spaces.size(), active, bytes, bytes - needed);
  }

  private static DiskUse containers(Engine engine) {
    List<Container> containers = engine.containers().list();
    int active = 0;
    long bytes = 0;
    long idle = 0;
    for (Container container : containers) {
      long size = engine.snapshots().size(container);
      boolean alive = container.state().status().isAlive();
      active += alive ? 1 : 0;
      idle += alive ? 0 : size;
      bytes += size;
    }
    return new DiskUse("Containers", containers.size(), active, bytes, idle);
  }

  private static DiskUse volumes(Engine engine) {
    Set<String> mounted =
        engine.containers().list().stream()
            .flatMap(container -> container.mounts().stream())
            .map(mount -> mount.name())
            .collect(Collectors.toSet());
    int active = 0;
    long bytes = 0;
    long idle = 0;
    List<Volume> volumes = engine.volumes().list();
    for (Volume volume : volumes) {
      long size = of(volume);
      boolean used = mounted.contains(volume.name());
      active += used ? 1 : 0;
      idle += used ? 0 : size;
      bytes += size;
    }
    return new DiskUse("Local Volumes", volumes.size(), active, bytes, idle);
  }

  /** The bytes of a volume's files. */
  public static long of(Volume volume) {
    try (var directory = Directory.open(volume.path())) {
      return TreeSize.of(directory);
    }
  }

  private static DiskUse cache(BuildCache.Usage cache) {
    return new DiskUse(BUILD_CACHE, cache.entries(), 0, cache.bytes(), cache.bytes());
  }
}
