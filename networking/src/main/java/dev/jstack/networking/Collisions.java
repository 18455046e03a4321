package dev.jstack.networking;

import dev.jstack.networking.address.HostAddresses;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.RouteNews;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Tells of each route that comes up over a network, such as a VPN's, as soon as it does. */
final class Collisions implements AutoCloseable {
  private final Obstacles obstacles;
  private final Supplier<Collection<Network>> networks;
  private final List<BiConsumer<Network, String>> listeners = new CopyOnWriteArrayList<>();
  private Set<String> known = new HashSet<>();
  private final RouteNews news;

  /** The calling thread's network namespace is where routes are. */
  Collisions(Obstacles obstacles, Supplier<Collection<Network>> networks) {
    this.obstacles = obstacles;
    this.networks = networks;
    news = RouteNews.listen(this::concern, this::look);
  }

  /** Told once, in words for people, unless it goes and comes again. */
  void listen(BiConsumer<Network, String> listener) {
    listeners.add(listener);
  }

  private boolean concern(Subnet destination) {
    return HostAddresses.isUse(destination)
        && networks.get().stream()
            .flatMap(network -> network.subnets().stream())
            .anyMatch(range -> range.subnet().overlaps(destination));
  }

  private synchronized void look() {
    var found = new HashSet<String>();
    for (var network : networks.get()) {
      for (var collision : obstacles.collisions(List.of(network))) {
        found.add(collision);
        if (!known.contains(collision)) {
          listeners.forEach(listener -> listener.accept(network, collision));
        }
      }
    }
    known = found;
  }

  @Override
  public void close() {
    news.close();
  }
}
