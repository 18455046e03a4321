package dev.jstack.cli;

import dev.jstack.runtime.image.RemovedImage;

/** Removes images that nothing needs. */
final class ImagePruning {
  private final Session session;

  ImagePruning(Session session) {
    this.session = session;
  }

  /** Prints what goes; returns the bytes freed. */
  long prune(boolean all) {
    RemovedImage removed = session.engine().images().prune(all);
    removed.lines().forEach(session.out()::println);
    return removed.freedBytes();
  }
}
