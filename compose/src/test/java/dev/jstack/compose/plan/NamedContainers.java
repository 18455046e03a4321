package dev.jstack.compose.plan;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.runtime.container.MountSpec;
import java.util.List;

/** An engine of tests that has every file and container; what it says of them is their name. */
public interface NamedContainers extends ContainerContext {
  @Override
  default String fileOf(FileGrant grant) {
    return "/files/" + grant.source();
  }

  @Override
  default String idOf(String container) {
    return "id-of-" + container;
  }

  @Override
  default String hostnameOf(String container) {
    return "host-of-" + container;
  }

  @Override
  default List<MountSpec> mountsOf(String container) {
    return List.of(new MountSpec.Volume("of-" + container, "/lent", false, false, null));
  }
}
