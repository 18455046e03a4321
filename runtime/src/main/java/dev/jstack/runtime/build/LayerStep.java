package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CacheEntry;
import dev.jstack.runtime.build.cache.LostLayerException;
import dev.jstack.runtime.build.cache.StepInputs;
import dev.jstack.runtime.build.source.ChangedException;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerDigest;
import dev.jstack.runtime.image.LayerDraft;
import dev.jstack.runtime.image.LayerTimes;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.linux.Directory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  private static final int ATTEMPTS = 3;

  /** Changes the stage's files. */
  @FunctionalInterface
  interface Work {
    /** Throws {@link ChangedException} when its sources are not what the key was found for. */
    void on(Making making);
  }

  /** What the step depends on. */
  interface Inputs {
    /** The cache key; finding it may take a while or fail. */
    Digest key();

    /** Tells what the key holds, after the work is done. */
    void describe(StepInputs inputs);
  }

  /**
   * A layer to fill.
   *
   * @param lowers what it lies on
   * @param draft its upper directory is filled, and not mounted any more in the end
   * @param digest told of all that is put into it, or spoiled
   * @param time what its files get
   */
  record Making(
      List<Lower> lowers, LayerDraft draft, LayerDigest digest, Instant time, Progress.Step step) {}

  void run(Inputs inputs, Work work) {
    var step = session.progress().start(name);
    try {
      retried(inputs, work, step);
    } catch (JstackException e) {
      step.failed(String.valueOf(e.getMessage()));
      throw e;
    } catch (LostLayerException e) {
      step.done();
      throw e;
    }
  }

  private void retried(Inputs inputs, Work work, Progress.Step step) {
    for (int attempt = 1; ; attempt++) {
      try {
        run(inputs, inputs.key(), work, step);
        return;
      } catch (ChangedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void run(Inputs inputs, Digest key, Work work, Progress.Step step) {
    var cache = session.tools().cache();
    var time = state.clock().after(key);
    try (var _ = cache.lock(key)) {
      var hit = state.skipsCache() ? Optional.<CacheEntry>empty() : session.find(key);
      if (hit.isPresent()) {
        cache.history().reused(place(), key);
        session.keep(key, hit.get());
        state.record(createdBy, hit.get().layer().orElse(null), time);
        state.stepped(verb(), name);
        step.cached();
        return;
      }
      var layer = make(work, step, time);
      var entry = entry(layer);
      cache.put(key, entry);
      session.keep(key, entry);
      explain(inputs, key);
      state.record(createdBy, layer == null ? null : layer.diffId(), time);
      state.stepped(verb(), name);
      step.ran();
    }
  }

  private void explain(Inputs inputs, Digest key) {
    var used = StepInputs.on(state.ground(), state.identity());
    inputs.describe(used);
    var history = session.tools().cache().history();
    var causes =
        state.skipsCache()
            ? List.of("the cache is not to be used")
            : history.causes(place(), key, used);
    session.explain(new RebuildReason(name, causes));
    history.done(place(), key, used);
  }

  /** Where in which Dockerfile the step stands, whatever it says now. */
  private Digest place() {
    var source = session.request().source();
    return new KeyHash("place")
        .add(String.valueOf(source.directory()))
        .add(source.name())
        .add(state.stage())
        .add(verb())
        .add(state.steps(verb()))
        .digest();
  }

  private String verb() {
    return createdBy.substring(0, createdBy.indexOf(' '));
  }

  private @Nullable Layer make(Work work, Progress.Step step, Instant time) {
    var lowers = session.lowers(state.result());
    try (var draft = session.images().layers().draft();
        var digest = draft.digest()) {
      work.on(new Making(lowers, draft, digest, time, step));
      try (var upper = Directory.open(draft.upper())) {
        if (upper.list().isEmpty()) {
          return null;
        }
      }
      return draft.commit(keepsTimes ? LayerTimes.kept() : LayerTimes.clampedTo(time), digest);
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
