package dev.jstack.runtime.container;

import dev.jstack.runtime.image.RunConfig;
import java.util.List;

/**
 * What a container is, fixed at its creation but for name, limits and restart policy; stored as
 * {@code config.json}.
 *
 * @param schema number of this file's form
 * @param id 64 hex digits
 * @param name unique among containers
 * @param created ISO-8601
 * @param spec what was asked for
 * @param imageId digest of the image's config
 * @param image what the image says about running it
 * @param mounts the spec's and the image's mounts, parents first, every volume with its name
 * @param points the same for people
 */
public record ContainerConfig(
    int schema,
    String id,
    String name,
    String created,
    ContainerSpec spec,
    String imageId,
    RunConfig image,
    List<MountSpec> mounts,
    List<MountPoint> points) {
  /** The form this version writes; newer ones are refused. */
  public static final int SCHEMA = 1;

  public ContainerConfig {
    mounts = List.copyOf(mounts);
    points = List.copyOf(points);
  }

  ContainerConfig renamed(String newName) {
    return new ContainerConfig(schema, id, newName, created, spec, imageId, image, mounts, points);
  }

  ContainerConfig with(ContainerSpec newSpec) {
    return new ContainerConfig(schema, id, name, created, newSpec, imageId, image, mounts, points);
  }
}
