package dev.jstack.runtime.container;

import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.launch.Launcher;
import dev.jstack.runtime.linux.EventLoop;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** What the parts of a runtime share. */
record RuntimeParts(
    ContainerStore store,
    VolumeStore volumes,
    CgroupTree cgroups,
    EventLoop loop,
    Launcher launcher,
    Function<Digest, Optional<StoredImage>> images,
    ContainerListener listener,
    Clock clock) {
  StoredImage image(Container container) {
    return images
        .apply(container.imageId())
        .orElseThrow(() -> new NotFoundException("image", container.spec().image()));
  }
}
