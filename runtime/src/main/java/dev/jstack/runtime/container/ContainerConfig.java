package dev.jstack.runtime.container;

import dev.jstack.runtime.image.RunConfig;
import java.util.List;

/**
 * What a container is, fixed at its creation but for its name; stored as {@code config.json}.
 *
 * @param schema number of this file's form
 * @param id 64 hex digits
 * @param name unique among containers
 * @param created ISO-8601
 * @param spec what was asked for
 * @param imageId digest of the image's config
 * @param image what the image says about running it
 * @param lowerDirs the image's layers on the host, topmost first
 * @param mounts its mounts, parents first
 */
public record ContainerConfig(
    int schema,
    String id,
    String name,
    String created,
    ContainerSpec spec,
    String imageId,
    RunConfig image,
    List<String> lowerDirs,
    List<MountPoint> mounts) {
  /** The form this version writes; newer ones are refused. */
  public static final int SCHEMA = 1;

  public ContainerConfig {
    lowerDirs = List.copyOf(lowerDirs);
    mounts = List.copyOf(mounts);
  }

  ContainerConfig renamed(String newName) {
    return new ContainerConfig(
        schema, id, newName, created, spec, imageId, image, lowerDirs, mounts);
  }
}
