package dev.jstack.compose.load;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which services take part.
 *
 * @param model with the active services only
 * @param disabled the others, with the profiles that would activate them
 * @param known all profiles, sorted
 */
record Profiles(Mapping model, Map<String, List<String>> disabled, List<String> known) {

  static Profiles apply(Mapping model, LoadRequest request, Environment environment) {
    Mapping services = model.mapping("services");
    Set<String> active = new HashSet<>(requested(request, environment));
    for (String name : request.services()) {
      if (services.get(name) instanceof Mapping service) {
        active.addAll(of(service));
      }
    }
    Map<String, Mapping.Entry> enabled = new LinkedHashMap<>();
    Map<String, List<String>> disabled = new LinkedHashMap<>();
    Set<String> known = new TreeSet<>();
    services
        .entries()
        .forEach((name, entry) -> {
          List<String> profiles =
              entry.value() instanceof Mapping service ? of(service) : List.of();
          known.addAll(profiles);
          boolean on = profiles.isEmpty() || active.contains("*");
          if (on || profiles.stream().anyMatch(active::contains)) {
            enabled.put(name, entry);
          } else {
            disabled.put(name, profiles);
          }
        });
    return new Profiles(
        model.with("services", services.withEntries(enabled)), disabled, List.copyOf(known));
  }

  private static List<String> requested(LoadRequest request, Environment environment) {
    String variable = environment.value("COMPOSE_PROFILES");
    if (!request.profiles().isEmpty() || variable == null || variable.isEmpty()) {
      return request.profiles();
    }
    return Arrays.stream(variable.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> of(Mapping service) {
    List<String> profiles = new ArrayList<>();
    for (Node profile : service.sequence("profiles").items()) {
      profiles.add(((Scalar) profile).text());
    }
    return profiles;
  }
}
