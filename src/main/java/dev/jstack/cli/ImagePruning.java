package dev.jstack.cli;

import dev.jstack.engine.Images;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.RemovedImage;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes images that nothing needs. */
final class ImagePruning {
  private final Session session;

  ImagePruning(Session session) {
    this.session = session;
  }

  /** Prints what goes; returns the bytes freed. */
  long prune(boolean all) {
    Images images = session.engine().images();
    Set<Digest> used =
        session.engine().containers().list().stream()
            .map(Container::imageId)
            .collect(Collectors.toSet());
    long freed = 0;
    for (ImageEntry image : images.list()) {
      if ((all || image.isDangling()) && !used.contains(image.id())) {
        RemovedImage removed = images.remove(image.id().toString(), true);
        removed.lines().forEach(session.out()::println);
        freed += removed.freedBytes();
      }
    }
    return freed;
  }
}
