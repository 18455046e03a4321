package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.MountPoint;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.container.VolumeStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the data of a container's anonymous volumes when another one takes its place. */
final class AnonymousVolumes {
  private AnonymousVolumes() {}

  /**
   * {@code spec} with the anonymous volumes of {@code old}, where both have one at that path;
   * {@code imagePaths} are those that the image declares.
   */
  static ContainerSpec inherit(
      ContainerSpec spec, List<String> imagePaths, Container old, VolumeStore volumes) {
    Map<String, String> names = new LinkedHashMap<>();
    for (MountPoint mount : old.mounts()) {
      if (volumes.find(mount.name()).filter(Volume::anonymous).isPresent()) {
        names.put(mount.target(), mount.name());
      }
    }
    List<MountSpec> mounts = new ArrayList<>();
    for (MountSpec mount : spec.mounts()) {
      String kept = names.remove(mount.target());
      boolean anonymous = mount instanceof MountSpec.Volume volume && volume.name() == null;
      mounts.add(
          anonymous && kept != null
              ? new MountSpec.Volume(kept, mount.target(), mount.readOnly(), true, null)
              : mount);
    }
    names.keySet().retainAll(imagePaths);
    names.forEach(
        (target, name) -> mounts.add(new MountSpec.Volume(name, target, false, true, null)));
    return spec.withMounts(mounts);
  }
}
