package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Brings the layers of an image in, some at a time, and none that is here. */
final class LayerPulls {
  private static final int AT_ONCE = 3;

  private final ImageStore store;
  private final DigestLocks locks = new DigestLocks();

  LayerPulls(ImageStore store) {
    this.store = store;
  }

  /** Returns when all are here; after a failure nothing goes on. */
  void run(Repository repository, Manifest manifest, List<Digest> diffIds, LayerListener listener) {
    var downloads = Executors.newFixedThreadPool(AT_ONCE, threads("pull-"));
    var unpackers = Executors.newCachedThreadPool(threads("unpack-"));
    try {
      var pulls = pulls(repository, manifest, diffIds, unpackers, listener);
      var running = new ExecutorCompletionService<Object>(downloads);
      pulls.forEach(pull -> running.submit(pull::call));
      for (int i = 0; i < pulls.size(); i++) {
        await(running);
      }
    } finally {
      end(downloads);
      end(unpackers);
    }
  }

  private List<LayerPull> pulls(
      Repository repository,
      Manifest manifest,
      List<Digest> diffIds,
      ExecutorService unpackers,
      LayerListener listener) {
    var pulls = new ArrayList<LayerPull>();
    var wanted = new HashSet<Digest>();
    for (int i = 0; i < diffIds.size(); i++) {
      var blob = manifest.layers().get(i);
      String id = blob.digest().shortHex();
      if (!wanted.add(diffIds.get(i))) {
        continue;
      }
      if (store.layers().find(diffIds.get(i)).isPresent()) {
        listener.on(id, "Already exists", 0, 0);
      } else {
        listener.on(id, "Pulling fs layer", 0, 0);
        pulls.add(
            new LayerPull(repository, store, locks, unpackers, blob, diffIds.get(i), listener));
      }
    }
    return pulls;
  }

  private static void await(CompletionService<Object> running) {
    try {
      var _ = running.take().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new JstackException("cannot pull a layer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while pulling", e);
    }
  }

  private static java.util.concurrent.ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name, 1).factory();
  }

  /** Ends downloads in the middle; what unpacks them ends by that. */
  static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
