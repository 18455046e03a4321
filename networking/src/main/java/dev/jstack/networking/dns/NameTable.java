package dev.jstack.networking.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who answers to which name on which network. Names are compared without regard to case. */
public final class NameTable {
  private final Map<String, Zone> networks = new HashMap<>();

  /** A container's end on a network; the first name is the one its address is known by. */
  public record Entry(String containerId, List<String> names, List<InetAddress> addresses) {
    public Entry {
      names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
      addresses = List.copyOf(addresses);
    }
  }

  /** The names of one network. */
  private static final class Zone {
    private final String name;
    private final Map<String, Set<Entry>> byName = new HashMap<>();
    private final Map<InetAddress, Entry> byAddress = new HashMap<>();

    /** Also those of containers that are gone: a stopped database is not asked for elsewhere. */
    private final Set<String> everKnown = new HashSet<>();

    private Zone(String name) {
      this.name = name.toLowerCase(Locale.ROOT);
    }

    private void add(Entry entry) {
      for (var known : entry.names()) {
        byName.computeIfAbsent(known, _ -> new LinkedHashSet<>()).add(entry);
      }
      everKnown.addAll(entry.names());
      entry.addresses().forEach(address -> byAddress.put(address, entry));
    }

    /** {@code name}, or {@code name.network}; others with dots may well be those of machines. */
    private boolean isOrWas(String wanted) {
      boolean single = wanted.indexOf('.') < 0;
      return single ? everKnown.contains(wanted) : everKnown.contains(withoutSuffix(wanted));
    }

    /** The name before {@code .network}; empty if it ends differently. */
    private String withoutSuffix(String wanted) {
      int end = wanted.length() - name.length() - 1;
      return end > 0 && wanted.endsWith("." + name) ? wanted.substring(0, end) : "";
    }

    private void remove(String containerId) {
      byName.values().forEach(e -> e.removeIf(entry -> entry.containerId().equals(containerId)));
      byName.values().removeIf(Set::isEmpty);
      byAddress.values().removeIf(entry -> entry.containerId().equals(containerId));
    }
  }

  /** Adds a container's end; from now on it is found. */
  public synchronized void add(String networkId, String networkName, Entry entry) {
    networks.computeIfAbsent(networkId, _ -> new Zone(networkName)).add(entry);
  }

  /** The container is not found on this network any more. */
  public synchronized void remove(String networkId, String containerId) {
    var zone = networks.get(networkId);
    if (zone != null) {
      zone.remove(containerId);
    }
  }

  /** The network is gone, and with it the memory of its names. */
  public synchronized void remove(String networkId) {
    networks.remove(networkId);
  }

  /**
   * The addresses of a name, in random order, on the first of some networks that knows it; empty if
   * nobody there has that name. {@code name.network} is understood, too.
   */
  synchronized Optional<List<InetAddress>> addresses(Collection<String> from, String name) {
    for (var id : from) {
      var zone = networks.get(id);
      var entries = zone == null ? Set.<Entry>of() : entries(zone, name);
      if (!entries.isEmpty()) {
        var found = new ArrayList<InetAddress>();
        entries.forEach(entry -> found.addAll(entry.addresses()));
        Collections.shuffle(found);
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** {@code container.network} for an address on one of these networks. */
  synchronized Optional<String> name(Collection<String> from, InetAddress address) {
    return from.stream()
        .flatMap(id -> Optional.ofNullable(networks.get(id)).stream())
        .filter(zone -> zone.byAddress.containsKey(address))
        .map(zone -> zone.byAddress.get(address).names().getFirst() + "." + zone.name)
        .findFirst();
  }

  /**
   * Whether a name is one of ours, wherever, now or before: such names are never told to other name
   * servers. Only whole names: a network may be called {@code com}.
   */
  synchronized boolean isOurs(String name) {
    return networks.values().stream().anyMatch(zone -> zone.isOrWas(name));
  }

  private static Set<Entry> entries(Zone zone, String name) {
    var entries = zone.byName.get(name);
    return entries != null ? entries : zone.byName.getOrDefault(zone.withoutSuffix(name), Set.of());
  }
}
