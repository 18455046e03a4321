package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerTimes;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One step that may make a layer: from the cache, or by doing its work on the stage's files.
 *
 * @param name as shown
 * @param createdBy for the history
 * @param keepsTimes files keep the times that the work gave them
 */
record LayerStep(
    BuildSession session, StageState state, String name, String createdBy, boolean keepsTimes) {
  /** Changes the stage's files. */
  @FunctionalInterface
  interface Work {
    /** {@code root} is a detached overlay; closing it is the caller's. */
    void on(Fd root, Progress.Step step);

    /** Whether it needs the files that are there already; else it works on nothing. */
    default boolean needsBase() {
      return true;
    }

    /** Called when the overlay is gone; {@code upper} becomes the layer. */
    default void unmounted(Directory upper) {}
  }

  /** {@code keys} finds the cache key, which may take a while or fail. */
  void run(Supplier<Digest> keys, Work work) {
    var step = session.progress().start(name);
    try {
      run(keys.get(), work, step);
    } catch (JstackException e) {
      step.failed(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void run(Digest key, Work work, Progress.Step step) {
    var cache = session.tools().cache();
    var time = state.clock().after(key);
    var lock = cache.lock(key);
    try {
      var hit = state.skipsCache() ? Optional.<CacheEntry>empty() : cache.find(key);
      if (hit.isPresent()) {
        var layer = hit.get().layer().flatMap(session.images().layers()::find).orElse(null);
        state.record(createdBy, layer, time);
        step.cached();
        return;
      }
      var layer = make(work, step, time);
      cache.put(key, entry(layer));
      state.record(createdBy, layer, time);
      step.ran();
    } finally {
      cache.unlock(key, lock);
    }
  }

  private @Nullable Layer make(Work work, Progress.Step step, Instant time) {
    try (var draft = session.images().layers().draft()) {
      var base = state.result();
      var lowers = work.needsBase() ? base.lowers() : List.<Lower>of(base.empty());
      try (var root = StageMount.writable(lowers, draft)) {
        work.on(root, step);
      }
      try (var upper = Directory.open(draft.upper())) {
        work.unmounted(upper);
        if (upper.list().isEmpty()) {
          return null;
        }
      }
      return draft.commit(keepsTimes ? LayerTimes.kept() : LayerTimes.clampedTo(time));
    }
  }

  private CacheEntry entry(@Nullable Layer layer) {
    return new CacheEntry(
        layer == null ? null : layer.diffId().toString(),
        name,
        layer == null ? 0 : layer.size(),
        System.currentTimeMillis());
  }
}
