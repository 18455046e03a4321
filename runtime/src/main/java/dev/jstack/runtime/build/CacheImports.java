package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CacheDirectory;
import dev.jstack.runtime.build.cache.CacheRegistry;
import dev.jstack.runtime.build.cache.CacheTable;
import dev.jstack.runtime.build.cache.StepSource;
import dev.jstack.runtime.build.request.CachePlace;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what {@code --cache-from} names. What can't be read is told, and the build goes on. */
final class CacheImports {
  private final ImageStore images;
  private final CacheRegistry registry;
  private final Progress progress;
  private final Platform platform;

  CacheImports(BuildTools tools, Progress progress, Platform platform) {
    this.images = tools.images();
    this.registry = tools.caches();
    this.progress = progress;
    this.platform = platform;
  }

  void all(List<CachePlace> places, ImportedSteps into) {
    for (var place : places) {
      var step = progress.start("importing cache manifest from " + place);
      try {
        into.add(source(place));
        step.done();
      } catch (JstackException e) {
        step.failed(String.valueOf(e.getMessage()));
      }
    }
  }

  private StepSource source(CachePlace place) {
    return switch (place) {
      case CachePlace.Directory(var path) -> new CacheDirectory(path, images.layers()).source();
      case CachePlace.Registry(var reference) -> registry(reference);
      case CachePlace.Inline _, CachePlace.Unknown _ ->
          throw new JstackException("unknown cache importer: " + place);
    };
  }

  /** An image that is here spares the question. */
  private StepSource registry(String reference) {
    var here = images.find(reference).filter(image -> !image.config().buildCache().isEmpty());
    if (here.isPresent()) {
      var table = inline(reference, here.get().config());
      return new StepSource(reference, table, Set.of(), _ -> {});
    }
    var found = registry.find(reference, platform);
    if (found.type().equals(CacheRegistry.TYPE)) {
      var table = CacheTable.parse(found.config(), reference);
      return source(reference, table, table.kept(), found);
    }
    if (found.type().contains("buildkit")) {
      throw new JstackException(reference + ": is a cache of BuildKit, which only BuildKit reads");
    }
    var config = ImageConfig.parse(found.config(), reference);
    return source(reference, inline(reference, config), config.diffIds(), found);
  }

  private static StepSource source(
      String name, CacheTable table, List<Digest> layers, CacheRegistry.Found found) {
    return new StepSource(
        name, table, new HashSet<>(layers), wanted -> found.fetch(layers, wanted));
  }

  /** An image without its steps is as good as none, and as usual. */
  private static CacheTable inline(String reference, ImageConfig config) {
    return config.buildCache().isEmpty()
        ? CacheTable.EMPTY
        : CacheTable.parse(config.buildCache().getBytes(StandardCharsets.UTF_8), reference);
  }
}
