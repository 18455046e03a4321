package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.BuildCache;
import dev.jstack.runtime.build.cache.CacheEntry;
import dev.jstack.runtime.build.cache.CacheTable;
import dev.jstack.runtime.build.cache.LostLayerException;
import dev.jstack.runtime.build.cache.StepSource;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Steps that other builds have left elsewhere. What a step came to is enough to go on; its layer is
 * fetched when somebody looks into it. So it may be found late that it can't be had: a {@link
 * LostLayerException}, after which these steps are known no more.
 */
final class ImportedSteps {
  private final LayerStore store;
  private final BuildCache cache;
  private final Progress progress;
  private final List<StepSource> sources = new ArrayList<>();
  private final Set<Digest> lost = ConcurrentHashMap.newKeySet();
  private volatile boolean trusting = true;

  ImportedSteps(BuildCache cache, Progress progress) {
    this.cache = cache;
    this.store = cache.store();
    this.progress = progress;
  }

  void add(StepSource source) {
    sources.add(source);
  }

  /** From now on only what can be had counts. */
  void distrust() {
    trusting = false;
  }

  Optional<CacheEntry> find(Digest key) {
    return sources.stream()
        .flatMap(source -> source.table().step(key).stream())
        .filter(this::counts)
        .findFirst();
  }

  private boolean counts(CacheEntry entry) {
    var layer = entry.layer();
    return layer.isEmpty()
        || store.find(layer.get()).isPresent()
        || (!lost.contains(layer.get()) && (trusting || source(layer.get()).isPresent()));
  }

  private Optional<StepSource> source(Digest layer) {
    return sources.stream().filter(source -> source.layers().contains(layer)).findFirst();
  }

  /** Whether the layer is here or can be fetched. */
  boolean has(Digest layer) {
    return store.find(layer).isPresent() || source(layer).isPresent();
  }

  Optional<Digest> content(Digest selection) {
    return sources.stream()
        .flatMap(source -> source.table().content(selection).stream())
        .findFirst();
  }

  /** The layers themselves, brought in where they are missing. */
  List<Layer> layers(Collection<Digest> diffIds) {
    var missing = new LinkedHashSet<Digest>();
    diffIds.stream().filter(id -> store.find(id).isEmpty()).forEach(missing::add);
    while (!missing.isEmpty()) {
      fetch(missing);
      missing.removeIf(id -> store.find(id).isPresent());
    }
    return diffIds.stream().map(id -> store.find(id).orElseThrow()).toList();
  }

  /** Some of them: what one source has. */
  private void fetch(Set<Digest> missing) {
    for (var id : missing) {
      if (lost.contains(id) || source(id).isEmpty()) {
        lost.add(id);
        throw new LostLayerException(id);
      }
    }
    var source = source(missing.iterator().next()).orElseThrow();
    var some = new LinkedHashSet<>(missing);
    some.retainAll(source.layers());
    var step = progress.start("importing layers from " + source.name());
    try {
      some.forEach(id -> step.output(false, "extracting " + id));
      source.fetch().accept(some);
      step.done();
    } catch (JstackException e) {
      step.failed(String.valueOf(e.getMessage()));
      lost.addAll(some);
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw new LostLayerException(some.iterator().next());
    }
  }

  /** Makes the steps this machine's own, as far as their layers have come. */
  void adopt(CacheTable used) {
    if (sources.isEmpty()) {
      return;
    }
    used.steps()
        .forEach((hex, entry) -> {
          var key = new Digest(hex);
          boolean here = entry.layer().map(id -> store.find(id).isPresent()).orElse(true);
          if (here && cache.find(key).isEmpty()) {
            cache.put(key, entry.at(System.currentTimeMillis()));
          }
        });
    used.contents()
        .forEach(
            (selection, content) -> cache.putContent(new Digest(selection), Digest.parse(content)));
  }
}
