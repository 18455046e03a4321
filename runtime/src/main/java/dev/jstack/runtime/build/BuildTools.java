package dev.jstack.runtime.build;

import dev.jstack.runtime.build.cache.BuildCache;
import dev.jstack.runtime.build.cache.CacheRegistry;
import dev.jstack.runtime.build.source.FileDigests;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.HostRootfs;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.launch.Launcher;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the builder works with; one for an engine.
 *
 * @param temporary a directory of ours for what steps need while they run
 * @param hostKey changes with the machine's files, which {@code FROM host} stands on
 */
public record BuildTools(
    ImageStore images,
    BaseImages bases,
    CacheRegistry caches,
    BuildCache cache,
    FileDigests digests,
    Launcher launcher,
    CgroupTree cgroups,
    BuildNetwork network,
    Path temporary,
    Function<HostRootfs, Digest> hostKey) {
  /** Likewise, with bases and caches from elsewhere. */
  BuildTools with(BaseImages otherBases, CacheRegistry otherCaches) {
    return new BuildTools(
        images,
        otherBases,
        otherCaches,
        cache,
        digests,
        launcher,
        cgroups,
        network,
        temporary,
        hostKey);
  }

  /** The usual ones: bases only from the store, the cache in the state directory. */
  public static BuildTools of(
      ImageStore images,
      Path stateDirectory,
      Launcher launcher,
      CgroupTree cgroups,
      BuildNetwork network) {
    return new BuildTools(
        images,
        BaseImages.of(images),
        CacheRegistry.none(),
        new BuildCache(stateDirectory, images.layers()),
        new FileDigests(),
        launcher,
        cgroups,
        network,
        stateDirectory.resolve("tmp"),
        HostRootfs::key);
  }
}
