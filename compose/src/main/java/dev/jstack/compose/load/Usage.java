package dev.jstack.compose.load;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import java.util.HashSet;
import java.util.Set;

/** Which of the project's resources its services use. */
record Usage(Set<String> networks, Set<String> volumes, Set<String> configs, Set<String> secrets) {

  static Usage of(Mapping services) {
    Usage usage = new Usage(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    services.entries().values().forEach(entry -> usage.add((Mapping) entry.value()));
    return usage;
  }

  /** As if everything were used. */
  static Usage all(Mapping model) {
    return new Usage(
        model.mapping("networks").keys(),
        model.mapping("volumes").keys(),
        model.mapping("configs").keys(),
        model.mapping("secrets").keys());
  }

  private void add(Mapping service) {
    networks.addAll(service.mapping("networks").keys());
    for (Node mount : service.sequence("volumes").items()) {
      if (mount instanceof Mapping mapping && "volume".equals(mapping.text("type"))) {
        add(mapping, volumes);
      }
    }
    grants(service, "configs", configs);
    grants(service, "secrets", secrets);
    grants(service.mapping("build"), "secrets", secrets);
  }

  private static void grants(Mapping owner, String key, Set<String> into) {
    owner.sequence(key).items().forEach(grant -> add((Mapping) grant, into));
  }

  private static void add(Mapping mapping, Set<String> into) {
    String source = mapping.text("source");
    if (source != null) {
      into.add(source);
    }
  }
}
