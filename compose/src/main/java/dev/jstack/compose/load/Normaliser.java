package dev.jstack.compose.load;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down what is implied: default network, dependencies, names, build defaults. */
final class Normaliser {
  private final String project;
  private final Environment environment;
  private final EnvFiles envFiles;
  private final Leave leave;

  Normaliser(String project, Environment environment, EnvFiles envFiles, Leave leave) {
    this.project = project;
    this.environment = environment;
    this.envFiles = envFiles;
    this.leave = leave;
  }

  Mapping normalise(Mapping model) {
    Map<String, Mapping.Entry> services = new LinkedHashMap<>();
    Mapping written = model.mapping("services");
    written
        .entries()
        .forEach((name, entry) -> {
          Node service =
              entry.value() instanceof Mapping mapping ? service(mapping) : entry.value();
          services.put(name, new Mapping.Entry(entry.key(), service));
        });
    Mapping result = model.with("services", written.withEntries(services));
    return leave.defaults() ? result : withDefaultNetwork(result);
  }

  private Mapping service(Mapping service) {
    Mapping resolved = leave.written() ? service : envFiles.resolve(service);
    if (leave.defaults()) {
      return resolved;
    }
    Mapping result = Dependencies.implied(resolved);
    if (result.get("build") instanceof Mapping build) {
      result = result.with("build", build(build));
    }
    boolean alone = result.mapping("networks").entries().isEmpty();
    if (alone && !result.has("network_mode") && !result.has("provider")) {
      result =
          result.with(
              "networks",
              Mapping.empty(service.location()).with("default", implied(service, null)));
    }
    return result;
  }

  private Mapping build(Mapping build) {
    Mapping result = build;
    if (!result.has("dockerfile") && !result.has("dockerfile_inline")) {
      result = result.with("dockerfile", implied(build, "Dockerfile"));
    }
    return result.get("args") instanceof Mapping args && !leave.written()
        ? result.with("args", given(args))
        : result;
  }

  /** An attachment without options. */
  private static Scalar implied(Node owner, @Nullable String value) {
    return Scalar.at(owner.location().through("a default"), value);
  }

  /** Arguments without a value are the project's variables; without one of these they are gone. */
  private Mapping given(Mapping args) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    args.entries()
        .forEach((name, entry) -> {
          Scalar scalar = (Scalar) entry.value();
          String value = scalar.isNull() ? environment.value(name) : scalar.text();
          if (value != null) {
            entries.put(name, new Mapping.Entry(entry.key(), scalar.withValue(value)));
          }
        });
    return args.withEntries(entries);
  }

  private static Mapping withDefaultNetwork(Mapping model) {
    boolean used =
        model.mapping("services").entries().values().stream()
            .anyMatch(entry ->
                entry.value() instanceof Mapping service
                    && service.mapping("networks").has("default"));
    Mapping networks = model.mapping("networks");
    if (!used || networks.has("default")) {
      return model;
    }
    return model.with("networks", networks.with("default", Mapping.empty(model.location())));
  }

  /** With full names, and only what the services use, or everything. */
  Mapping named(Mapping model, boolean everything) {
    Usage usage =
        everything || leave.written() ? Usage.all(model) : Usage.of(model.mapping("services"));
    Mapping result = section(model, "networks", usage.networks());
    result = section(result, "volumes", usage.volumes());
    result = section(result, "configs", usage.configs());
    result = section(result, "secrets", usage.secrets());
    return result.with(
        "name",
        model.has("name")
            ? Scalar.at(Objects.requireNonNull(model.get("name")), project)
            : implied(model, project));
  }

  private Mapping section(Mapping model, String section, Set<String> used) {
    if (!(model.get(section) instanceof Mapping mapping)) {
      return model;
    }
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (key.startsWith("x-")) {
            entries.put(key, entry);
          } else if (used.contains(key) && entry.value() instanceof Mapping resource) {
            entries.put(key, new Mapping.Entry(entry.key(), named(key, resource)));
          }
        });
    return entries.isEmpty()
        ? model.without(section)
        : model.with(section, mapping.withEntries(entries));
  }

  private Mapping named(String key, Mapping resource) {
    if (resource.has("name") || leave.defaults()) {
      return resource;
    }
    String name = resource.isTrue("external") ? key : project + "_" + key;
    return resource.with("name", implied(resource, name));
  }
}
