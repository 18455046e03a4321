package dev.jstack.engine;

import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.image.ImageStore;

/**
 * The images that a container mounts: as they are when it is made, however they are called later.
 */
final class MountedImages {
  private MountedImages() {}

  static ContainerSpec resolve(ContainerSpec spec, ImageStore images) {
    return spec.withMounts(spec.mounts().stream().map(mount -> resolve(mount, images)).toList());
  }

  private static MountSpec resolve(MountSpec mount, ImageStore images) {
    return mount instanceof MountSpec.Image image
        ? new MountSpec.Image(
            image.image(),
            image.target(),
            image.subpath(),
            images.require(image.image()).id().toString())
        : mount;
  }
}
