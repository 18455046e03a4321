package dev.jstack.compose.plan;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.runtime.container.MountSpec;
import java.util.List;

/** What a container's spec needs from the engine. */
public interface ContainerContext {
  /** Absolute host path of a file that holds the config or secret, with owner and mode set. */
  String fileOf(FileGrant grant);

  /** Id of the service's first container, for {@code network_mode: service:x} and the like. */
  String containerOf(String service);

  /** Id of any container, by name or id. */
  String idOf(String container);

  /** What a container, by name or id, believes to be called. */
  String hostnameOf(String container);

  /** What a container, by name or id, mounts. */
  List<MountSpec> mountsOf(String container);

  /** Id of an image that is there. */
  String imageId(String reference);

  /** This program's version; it becomes a label. */
  String version();
}
