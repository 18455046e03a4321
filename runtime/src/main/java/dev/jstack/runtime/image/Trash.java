package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Removes trees that nobody sees any more, in the background: on some disks it takes seconds. What
 * isn't gone when the engine ends is removed after its next start.
 */
final class Trash implements AutoCloseable {
  private static final long LONGEST_SECONDS = 60;

  private final ExecutorService remover =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("layer-removal").factory());

  void add(Path tree) {
    remover.execute(() -> remove(tree));
  }

  private static void remove(Path tree) {
    try {
      Directories.remove(tree);
    } catch (JstackException e) {
      // Somebody still has it mounted, say; the next start tries again.
    }
  }

  /** Waits until all is gone. */
  @Override
  public void close() {
    remover.shutdown();
    try {
      remover.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
