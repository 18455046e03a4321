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
    if (!removed.deleted().isEmpty()) {
      session.out().println("Deleted Images:");
      removed.untagged().forEach(name -> session.out().println("untagged: " + name.familiar()));
      removed.deleted().forEach(id -> session.out().println("deleted: " + id));
      session.out().println();
    }
    return removed.freedBytes();
  }
}
