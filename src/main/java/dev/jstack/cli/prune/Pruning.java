package dev.jstack.cli.prune;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.image.ImageFilter;
import dev.jstack.cli.option.Filters;
import dev.jstack.cli.volume.VolumeUse;
import dev.jstack.console.Human;
import dev.jstack.engine.Containers;
import dev.jstack.engine.DiskUse;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.build.cache.CachePolicy;
import dev.jstack.runtime.build.cache.CacheRecord;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.image.RemovedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Removes what nothing uses and a filter chooses, and prints what it was. */
final class Pruning {
  private final Session session;
  private final Filters filters;
  private final Instant now = Instant.now();
  private long freed;

  Pruning(Session session, Filters filters) {
    this.session = session;
    this.filters = filters;
  }

  /** Containers that have ended. */
  Pruning containers() {
    Containers containers = session.engine().containers();
    List<String> gone = new ArrayList<>();
    for (Container container : containers.list()) {
      boolean over = !container.state().status().isAlive() && !containers.restarting(container);
      if (over && isOld(container.created()) && filters.labels(container.labels())) {
        freed += session.engine().snapshots().size(container);
        containers.remove(container, false, false);
        gone.add(container.id());
      }
    }
    return tell("Deleted Containers:", gone);
  }

  /** Networks without containers, but the default one. */
  Pruning networks() {
    Networks networks = session.engine().networks();
    List<String> gone = new ArrayList<>();
    for (Network network : networks.list()) {
      boolean unused = networks.attachments(network).isEmpty() && !network.name().equals("bridge");
      if (unused && isOld(network.created()) && filters.labels(network.definition().labels())) {
        networks.remove(List.of(network));
        gone.add(network.name());
      }
    }
    return tell("Deleted Networks:", gone);
  }

  /** Volumes that no container mounts: anonymous ones, or all. */
  Pruning volumes(boolean named) {
    List<String> gone = new ArrayList<>();
    for (Volume volume : session.engine().volumes().list()) {
      boolean wanted = (named || volume.anonymous()) && filters.labels(volume.labels());
      if (wanted && new VolumeUse(session).of(volume.name()).isEmpty()) {
        freed += DiskUse.of(volume);
        session.engine().volumes().remove(volume.name());
        gone.add(volume.name());
      }
    }
    return tell("Deleted Volumes:", gone);
  }

  /** Images that no container was made of: those without a name, or all. */
  Pruning images(boolean named) {
    var images = session.engine().images();
    var filter = ImageFilter.pruning(images, filters, now);
    RemovedImage removed =
        images.prune(image -> (named || filter.isDangling(image)) && filter.matches(image));
    freed += removed.freedBytes();
    List<String> gone = new ArrayList<>();
    removed.untagged().forEach(name -> gone.add("untagged: " + name.familiar()));
    removed.deleted().forEach(id -> gone.add("deleted: " + id));
    return tell("Deleted Images:", gone);
  }

  /** What builds can do again; {@code all}: also what they would have to fetch again. */
  Pruning cache(boolean all) {
    var policy = all ? CachePolicy.all() : CachePolicy.all().of(Set.of(CacheRecord.Kind.STEP));
    var pruned = new CachePruning(session.engine()).prune(policy);
    freed += pruned.bytes();
    return tell(
        "Deleted build cache objects:",
        pruned.records().stream().map(record -> record.id().hex()).toList());
  }

  void total() {
    session.out().println("Total reclaimed space: " + Human.size(freed, 4));
  }

  private boolean isOld(Instant created) {
    return filters.until(now).map(created::isBefore).orElse(true);
  }

  private Pruning tell(String title, List<String> gone) {
    if (!gone.isEmpty()) {
      session.out().println(title);
      gone.forEach(session.out()::println);
      session.out().println();
    }
    return this;
  }
}
