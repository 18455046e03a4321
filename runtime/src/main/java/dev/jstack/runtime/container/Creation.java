package dev.jstack.runtime.container;

import dev.jstack.runtime.image.StoredImage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes containers: checks what can be checked, settles their volumes, puts them on disk. */
final class Creation {
  private final ContainerStore store;
  private final VolumeStore volumes;
  private final Clock clock;

  private final UserPlan users;

  Creation(RuntimeParts parts) {
    store = parts.store();
    volumes = parts.volumes();
    clock = parts.clock();
    users = parts.users();
  }

  Container create(ContainerSpec asked, StoredImage image) {
    check(asked);
    var spec = asked.withIsolation(SecurityPlan.settle(asked.isolation()));
    var id = RandomId.next();
    store.reserve(spec.name(), id);
    var anonymous = new ArrayList<String>();
    try {
      var mounts = mounts(spec, image.config().run().volumes(), anonymous);
      return store.add(
          new ContainerConfig(
              ContainerConfig.SCHEMA,
              id,
              spec.name(),
              clock.instant().toString(),
              spec,
              image.id().toString(),
              image.config().run(),
              mounts,
              mounts.stream().map(this::point).toList()));
    } catch (RuntimeException e) {
      store.release(spec.name());
      anonymous.forEach(volumes::remove);
      throw e;
    }
  }

  /** Everything that needs no image: better told now than at the start. */
  private void check(ContainerSpec spec) {
    SecurityPlan.check(spec.isolation());
    LineText.check(spec);
    OwnLimits.resolve(spec.isolation().ulimits());
    SpecCheck.check(spec);
    DevicePlan.check(spec.isolation());
    LimitPlan.of(spec.limits(), null);
    users.check(spec.isolation(), spec.network());
  }

  private List<MountSpec> mounts(
      ContainerSpec spec, List<String> imageVolumes, List<String> anonymous) {
    var mounts = new ArrayList<MountSpec>();
    for (String path : imageVolumes) {
      var target = ProcessPlan.join("/", path);
      if (spec.mounts().stream().noneMatch(mount -> mount.target().equals(target))) {
        mounts.add(new MountSpec.Volume(null, target, false, false, null));
      }
    }
    mounts.addAll(spec.mounts());
    return MountPlan.sorted(mounts).stream().map(mount -> named(mount, anonymous)).toList();
  }

  private MountSpec named(MountSpec mount, List<String> anonymous) {
    if (!(mount instanceof MountSpec.Volume volume)) {
      return mount;
    }
    var name = volume.name();
    if (name == null) {
      name = volumes.createAnonymous().name();
      anonymous.add(name);
    } else {
      volumes.create(name, Map.of(), Map.of());
    }
    return new MountSpec.Volume(
        name, volume.target(), volume.readOnly(), volume.noCopy(), volume.subpath());
  }

  private MountPoint point(MountSpec mount) {
    return switch (mount) {
      case MountSpec.Bind bind ->
          new MountPoint("bind", "", bind.source(), bind.target(), !bind.readOnly());
      case MountSpec.Tmpfs tmpfs ->
          new MountPoint("tmpfs", "", "", tmpfs.target(), !tmpfs.readOnly());
      case MountSpec.Image image ->
          new MountPoint("image", image.image(), "", image.target(), false);
      case MountSpec.Volume volume -> {
        var name = volume.name() == null ? "" : volume.name();
        var source = volumes.find(name).map(found -> found.path().toString()).orElse("");
        yield new MountPoint("volume", name, source, volume.target(), !volume.readOnly());
      }
    };
  }
}
