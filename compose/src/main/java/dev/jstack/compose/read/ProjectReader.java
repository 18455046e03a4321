package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.text;

import dev.jstack.compose.model.ProjectFile;
import dev.jstack.compose.model.ProjectNetwork;
import dev.jstack.compose.model.ProjectVolume;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.text.Template;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The parts of a project out of a model in canonical form. */
public final class ProjectReader {
  private final String prefix;
  private final Mapping model;
  private final Map<String, @Nullable Object> canonical;
  private final MountReader mounts;
  private final NetworkReader networks;

  /**
   * A reader of a model.
   *
   * @param prefix of the names of images built for services
   * @param canonical the model as {@code config} prints it
   */
  public ProjectReader(String prefix, Mapping model, Map<String, @Nullable Object> canonical) {
    this.prefix = prefix;
    this.model = model;
    this.canonical = canonical;
    this.mounts = new MountReader(model, prefix);
    this.networks = new NetworkReader(model);
  }

  /** The service of this name. */
  public Service service(String name) {
    Mapping entries = model.mapping("services");
    Mapping service = entries.mapping(name);
    return new Service(
        name,
        entries.place(name),
        ImageReader.image(prefix, name, service),
        scale(service),
        service.text("container_name"),
        LifecycleReader.dependencies(service),
        new HashSet<>(Values.strings(service, "profiles")),
        ProcessReader.process(service),
        IsolationReader.isolation(service),
        IsolationReader.limits(service),
        mounts.mounts(service),
        MountReader.files(service),
        networks.network(name, service),
        Values.labels(service),
        LifecycleReader.lifecycle(service),
        LifecycleReader.logs(service),
        Values.flag(service, "attach", true),
        LifecycleReader.watch(service),
        plain("services", name));
  }

  private static int scale(Mapping service) {
    Mapping deploy = service.mapping("deploy");
    return Values.number(service, "scale", Values.number(deploy, "replicas", 1));
  }

  public Map<String, ProjectNetwork> networks() {
    return section("networks", this::network);
  }

  public Map<String, ProjectVolume> volumes() {
    return section("volumes", this::volume);
  }

  /**
   * The configs or the secrets.
   *
   * @param environment for those that are a variable's value
   */
  public Map<String, ProjectFile> files(String section, Template.Lookup environment) {
    return section(
        section,
        (key, file) -> {
          String variable = file.text("environment");
          String content = variable == null ? file.text("content") : environment.value(variable);
          return new ProjectFile(
              key,
              text(file, "name", key),
              file.text("file"),
              variable != null && content == null ? "" : content,
              file.isTrue("external"));
        });
  }

  private <T> Map<String, T> section(String section, BiFunction<String, Mapping, T> form) {
    Map<String, T> parts = new LinkedHashMap<>();
    model
        .mapping(section)
        .entries()
        .forEach((key, entry) -> {
          if (!key.startsWith("x-") && entry.value() instanceof Mapping mapping) {
            parts.put(key, form.apply(key, mapping));
          }
        });
    return parts;
  }

  private ProjectNetwork network(String key, Mapping network) {
    List<ProjectNetwork.Pool> pools =
        Values.each(
            network.mapping("ipam"),
            "config",
            pool ->
                new ProjectNetwork.Pool(
                    pool.text("subnet"),
                    pool.text("ip_range"),
                    pool.text("gateway"),
                    Values.dict(pool, "aux_addresses")));
    String driver = text(network, "driver", "bridge");
    return new ProjectNetwork(
        key,
        text(network, "name", key),
        network.isTrue("external"),
        driver.equals("default") ? "bridge" : driver,
        Values.dict(network, "driver_opts"),
        pools,
        network.isTrue("internal"),
        network.isTrue("attachable"),
        Values.flag(network, "enable_ipv4", true),
        network.isTrue("enable_ipv6"),
        Values.labels(network),
        hash("networks", key));
  }

  private ProjectVolume volume(String key, Mapping volume) {
    return new ProjectVolume(
        key,
        text(volume, "name", key),
        volume.isTrue("external"),
        text(volume, "driver", "local"),
        Values.dict(volume, "driver_opts"),
        Values.labels(volume),
        hash("volumes", key));
  }

  private String hash(String section, String key) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>(plain(section, key));
    form.remove("name");
    return Digest.of(Json.write(form).getBytes(StandardCharsets.UTF_8)).hex();
  }

  @SuppressWarnings("unchecked")
  private Map<String, @Nullable Object> plain(String section, String key) {
    Object parts = canonical.get(section);
    Object part = parts instanceof Map<?, ?> map ? map.get(key) : null;
    return part == null ? Map.of() : (Map<String, @Nullable Object>) Objects.requireNonNull(part);
  }
}
