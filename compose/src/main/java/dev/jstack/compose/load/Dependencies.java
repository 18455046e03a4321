package dev.jstack.compose.load;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who needs whom: what is written, and what links and shared namespaces imply. */
final class Dependencies {
  private static final List<String> NAMESPACES = List.of("network_mode", "ipc", "pid");

  private Dependencies() {}

  /** The model without dependencies on services that take no part: those are optional. */
  static Mapping ofThoseThere(Mapping model) {
    Mapping services = model.mapping("services");
    Map<String, Mapping.Entry> kept = new LinkedHashMap<>();
    services
        .entries()
        .forEach((name, entry) ->
            kept.put(
                name,
                entry.value() instanceof Mapping service && service.has("depends_on")
                    ? new Mapping.Entry(entry.key(), ofThoseThere(service, services))
                    : entry));
    return model.with("services", services.withEntries(kept));
  }

  private static Mapping ofThoseThere(Mapping service, Mapping services) {
    Mapping dependencies = service.mapping("depends_on");
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>(dependencies.entries());
    entries.keySet().removeIf(name -> !services.has(name));
    return entries.isEmpty()
        ? service.without("depends_on")
        : service.with("depends_on", dependencies.withEntries(entries));
  }

  /** With implied dependencies written down. */
  static Mapping implied(Mapping service) {
    Map<String, Mapping.Entry> entries =
        new LinkedHashMap<>(service.mapping("depends_on").entries());
    for (Reference reference : references(service)) {
      entries.computeIfAbsent(reference.service(), _ -> Mapping.Entry.of(dependency(reference)));
    }
    if (entries.isEmpty()) {
      return service.without("depends_on");
    }
    return service.with("depends_on", service.mapping("depends_on").withEntries(entries));
  }

  /** A service named elsewhere than in {@code depends_on}. */
  record Reference(String key, String service, Node place, boolean restart) {}

  static Set<Reference> references(Mapping service) {
    Set<Reference> references = new LinkedHashSet<>();
    for (Node link : service.sequence("links").items()) {
      if (link instanceof Scalar scalar) {
        references.add(new Reference("links", scalar.text().split(":", 2)[0], link, true));
      }
    }
    for (String key : NAMESPACES) {
      String mode = service.text(key);
      Node place = service.get(key);
      if (mode != null && place != null && mode.startsWith("service:")) {
        references.add(new Reference(key, mode.substring(8), place, true));
      }
    }
    for (Node from : service.sequence("volumes_from").items()) {
      String text = from instanceof Scalar scalar ? scalar.text() : "container:";
      if (!text.startsWith("container:")) {
        references.add(new Reference("volumes_from", text.split(":", 2)[0], from, false));
      }
    }
    return references;
  }

  private static Mapping dependency(Reference reference) {
    Mapping result = Mapping.empty(reference.place().location());
    result = result.with("condition", Scalar.at(reference.place(), "service_started"));
    result = result.with("restart", Scalar.at(reference.place(), reference.restart()));
    return result.with("required", Scalar.at(reference.place(), true));
  }

  /** A circle of dependencies, its first service again at the end; empty if there is none. */
  static List<String> circle(Mapping services) {
    Set<String> done = new LinkedHashSet<>();
    for (String name : services.keys()) {
      List<String> circle = walk(name, services, new ArrayList<>(), done);
      if (!circle.isEmpty()) {
        return circle;
      }
    }
    return List.of();
  }

  private static List<String> walk(
      String name, Mapping services, List<String> trail, Set<String> done) {
    int seen = trail.indexOf(name);
    if (seen >= 0) {
      List<String> circle = new ArrayList<>(trail.subList(seen, trail.size()));
      circle.add(name);
      return circle;
    }
    if (done.contains(name)) {
      return List.of();
    }
    trail.add(name);
    for (String next : services.mapping(name).mapping("depends_on").keys()) {
      List<String> circle = walk(next, services, trail, done);
      if (!circle.isEmpty()) {
        return circle;
      }
    }
    trail.removeLast();
    done.add(name);
    return List.of();
  }

  /** The services, dependencies first, else in file order. */
  static List<String> order(Mapping services) {
    Set<String> order = new LinkedHashSet<>();
    services.keys().forEach(name -> place(name, services, order));
    return List.copyOf(order);
  }

  private static void place(String name, Mapping services, Set<String> order) {
    if (order.contains(name) || !services.has(name)) {
      return;
    }
    for (String needed : services.mapping(name).mapping("depends_on").keys()) {
      place(needed, services, order);
    }
    order.add(name);
  }
}
