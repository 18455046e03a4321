package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.launch.Launcher;
import dev.jstack.runtime.linux.EventLoop;
import java.time.Clock;
import java.util.List;
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
    UserPlan users,
    Clock clock) {
  /** Limits as far as this kernel has what holds them. */
  HeldLimits held(ResourceLimits asked) {
    return asked.equals(ResourceLimits.none())
        ? new HeldLimits(asked, List.of())
        : HeldLimits.of(asked, cgroups.features());
  }

  /** By name or id; it must run. */
  Container running(String nameOrId) {
    var found =
        store.find(nameOrId).orElseThrow(() -> new NotFoundException("container", nameOrId));
    if (found.run() == null) {
      throw new JstackException("cannot join container " + found.name() + ": it isn't running");
    }
    return found;
  }

  StoredImage image(Container container) {
    return images
        .apply(container.imageId())
        .orElseThrow(() -> new NotFoundException("image", container.spec().image()));
  }

  /** The layers of a mounted image. */
  List<Lower> lowers(MountSpec.Image mount) {
    return Optional.ofNullable(mount.id())
        .map(Digest::parse)
        .flatMap(images)
        .map(StoredImage::lowers)
        .orElseThrow(() -> new NotFoundException("image", mount.image()));
  }
}
