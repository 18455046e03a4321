package dev.jstack.compose.plan;

import dev.jstack.compose.model.ContentDigests;
import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectNetwork;
import dev.jstack.compose.model.ProjectVolume;
import dev.jstack.compose.model.Service;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.RestartPolicy;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service as a container: names, labels, spec, and the form that plans compare. */
public final class ServiceContainer {
  /** Keys that need no new container. */
  private static final List<String> NOT_COMPARED =
      List.of("build", "pull_policy", "scale", "depends_on", "profiles", "develop", "attach");

  private static final String SERVICE = "service:";
  private static final String CONTAINER = "container:";

  private final Project project;
  private final Service service;
  private final ContainerContext context;

  private ServiceContainer(Project project, Service service, ContainerContext context) {
    this.project = project;
    this.service = service;
    this.context = context;
  }

  /** {@code project-service-N}, or {@code container_name}. */
  public static String name(Project project, Service service, int number) {
    return service.containerName() != null
        ? service.containerName()
        : String.join(
            project.separator(), project.name(), service.name(), Integer.toString(number));
  }

  /** The spec of a container of the service. */
  public static ContainerSpec spec(
      Project project, Service service, int number, String name, ContainerContext context) {
    ServiceContainer container = new ServiceContainer(project, service, context);
    Map<String, String> labels = container.labels("False");
    labels.put(Labels.NUMBER, Integer.toString(number));
    return container.spec(name, labels, service.network(), service.lifecycle().restart());
  }

  /**
   * How a one-off container ({@code run}) shows in networks.
   *
   * @param slug what its name ends in
   * @param ports whether it publishes the service's ports
   * @param aliases whether it answers to the service's names
   */
  public record OneOff(String slug, boolean ports, boolean aliases) {}

  /** The spec of a one-off container: {@code project-service-run-<slug>}, never restarted. */
  public static ContainerSpec oneOff(
      Project project, Service service, OneOff how, ContainerContext context) {
    ServiceContainer container = new ServiceContainer(project, service, context);
    Map<String, String> labels = container.labels("True");
    labels.put(Labels.SLUG, how.slug());
    NetworkSpec own = service.network();
    NetworkSpec network =
        own.connected(
            own.mode(),
            own.endpoints().stream()
                .map(end -> end.anonymous().withAliases(how.aliases() ? end.aliases() : List.of()))
                .toList(),
            how.ports() ? own.ports() : List.of());
    String name = project.name() + "-" + service.name() + "-run-" + how.slug();
    return container.spec(name, labels, network, RestartPolicy.NEVER);
  }

  private ContainerSpec spec(
      String name, Map<String, String> labels, NetworkSpec network, RestartPolicy restart) {
    return new ContainerSpec(
        name,
        service.image().reference(),
        service.process(),
        isolation(service.isolation()),
        service.limits(),
        mounts(),
        network(name, network),
        labels,
        restart,
        service.lifecycle().health(),
        service.lifecycle().stopSignal(),
        service.lifecycle().stopGraceMillis(),
        service.logs().maxBytes(),
        service.logs().maxFiles());
  }

  /** Names of the images among a service's mounts. */
  public static Stream<String> mountedImages(Service service) {
    return service.mounts().stream()
        .filter(MountSpec.Image.class::isInstance)
        .map(mount -> ((MountSpec.Image) mount).image())
        .distinct();
  }

  private List<MountSpec> mounts() {
    List<MountSpec> mounts = new ArrayList<>(service.mounts());
    for (FileGrant grant : service.files()) {
      mounts.add(MountSpec.Bind.granted(context.fileOf(grant), grant.target()));
    }
    for (BorrowedVolumes from : BorrowedVolumes.of(service)) {
      mounts = MountSpec.borrowed(mounts, context.mountsOf(owner(from)), from.readOnly());
    }
    return mounts;
  }

  private String owner(BorrowedVolumes from) {
    return from.ofService() ? context.containerOf(from.name()) : from.name();
  }

  private IsolationSpec isolation(IsolationSpec spec) {
    return new IsolationSpec(
        hostname(spec),
        spec.domainname(),
        spec.privileged(),
        spec.readOnly(),
        spec.capAdd(),
        spec.capDrop(),
        spec.securityOpt().stream().map(this::withPlace).toList(),
        spec.sysctls(),
        spec.ulimits(),
        spec.devices(),
        container(spec.ipc()),
        container(spec.pid()),
        spec.uts(),
        spec.cgroup(),
        spec.shmBytes(),
        spec.oomScoreAdj(),
        spec.deviceRules(),
        spec.cgroupParent(),
        spec.userns());
  }

  /** Who shares a network has its owner's. */
  private @Nullable String hostname(IsolationSpec spec) {
    String mode = String.valueOf(container(service.network().mode()));
    return spec.hostname() == null && mode.startsWith(CONTAINER)
        ? context.hostnameOf(mode.substring(CONTAINER.length()))
        : spec.hostname();
  }

  /** A seccomp profile's file is found from the project's directory. */
  private String withPlace(String option) {
    boolean isFile =
        option.matches("seccomp[=:].+") && !option.matches("seccomp.(unconfined|builtin|\\{.*)");
    return isFile
        ? "seccomp=" + project.directory().resolve(option.substring("seccomp=".length()))
        : option;
  }

  /** Docker lists a container's name among its aliases. */
  private NetworkSpec network(String name, NetworkSpec spec) {
    var endpoints =
        spec.endpoints().stream()
            .map(end ->
                end.withAliases(
                    Stream.concat(Stream.of(name), end.aliases().stream()).distinct().toList()))
            .toList();
    return spec.connected(String.valueOf(container(spec.mode())), endpoints, spec.ports());
  }

  /** By id: names may change. */
  private @Nullable String container(@Nullable String mode) {
    if (mode != null && mode.startsWith(SERVICE)) {
      return CONTAINER + context.containerOf(mode.substring(SERVICE.length()));
    }
    return mode != null && mode.startsWith(CONTAINER)
        ? CONTAINER + context.idOf(mode.substring(CONTAINER.length()))
        : mode;
  }

  private Map<String, String> labels(String oneOff) {
    Map<String, Object> comparable = comparable(service, project.digests());
    Map<String, String> labels = new LinkedHashMap<>(service.labels());
    labels.put(Labels.PROJECT, project.name());
    labels.put(Labels.SERVICE, service.name());
    labels.put(Labels.ONE_OFF, oneOff);
    labels.put(Labels.CONFIG_HASH, hash(comparable));
    labels.put(Labels.CANONICAL, Json.write(comparable));
    labels.put(Labels.IMAGE, context.imageId(service.image().reference()));
    labels.put(Labels.DEPENDS_ON, dependencies());
    labels.put(Labels.WORKING_DIR, project.directory().toString());
    labels.put(Labels.CONFIG_FILES, joined(project.files()));
    labels.put(Labels.VERSION, context.version());
    List<String> mounted =
        mountedImages(service).map(name -> name + "=" + context.imageId(name)).toList();
    if (!mounted.isEmpty()) {
      labels.put(Labels.MOUNTED, String.join(",", mounted));
    }
    List<String> shared =
        Divergence.shared(service)
            .distinct()
            .map(other -> other + "=" + context.containerOf(other))
            .toList();
    if (!shared.isEmpty()) {
      labels.put(Labels.SHARED, String.join(",", shared));
    }
    if (!project.environmentFiles().isEmpty()) {
      labels.put(Labels.ENVIRONMENT_FILE, joined(project.environmentFiles()));
    }
    return labels;
  }

  private String dependencies() {
    return service.dependsOn().stream()
        .map(d -> d.service() + ":" + d.condition() + ":" + d.restart())
        .collect(Collectors.joining(","));
  }

  private static String joined(List<?> paths) {
    return paths.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  /**
   * What is compared to decide whether a container is still right: the canonical service without
   * what needs no new container, with digests of its configs and secrets.
   */
  static Map<String, Object> comparable(Service service, ContentDigests digests) {
    Map<String, Object> form = new LinkedHashMap<>();
    service
        .canonical()
        .forEach((key, value) -> {
          if (value != null && !NOT_COMPARED.contains(key)) {
            form.put(key, value);
          }
        });
    if (form.get("deploy") instanceof Map<?, ?> deploy) {
      Map<Object, Object> rest = new LinkedHashMap<>(deploy);
      rest.remove("replicas");
      rest.remove("update_config");
      form.put("deploy", rest);
      if (rest.isEmpty()) {
        form.remove("deploy");
      }
    }
    Map<String, String> contents = contents(service, digests);
    if (!contents.isEmpty()) {
      form.put("content", contents);
    }
    return form;
  }

  private static Map<String, String> contents(Service service, ContentDigests digests) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (FileGrant grant : service.files()) {
      boolean secret = grant.kind() == FileGrant.Kind.SECRET;
      Map<String, String> known = secret ? digests.secrets() : digests.configs();
      String digest = known.get(grant.source());
      if (digest != null) {
        contents.put((secret ? "secret " : "config ") + grant.source(), digest);
      }
    }
    return contents;
  }

  /** The hash of a comparable form. */
  static String hash(Map<String, Object> comparable) {
    return Digest.of(Json.write(comparable).getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** The hash that {@code config --hash} prints. */
  public static String hash(Service service, ContentDigests digests) {
    return hash(comparable(service, digests));
  }

  /** Labels for a network of the project. */
  public static Map<String, String> labels(Project project, ProjectNetwork network) {
    Map<String, String> labels = new LinkedHashMap<>(network.labels());
    labels.put(Labels.PROJECT, project.name());
    labels.put(Labels.NETWORK, network.key());
    labels.put(Labels.CONFIG_HASH, network.hash());
    return labels;
  }

  /** Labels for a volume of the project. */
  public static Map<String, String> labels(Project project, ProjectVolume volume) {
    Map<String, String> labels = new LinkedHashMap<>(volume.labels());
    labels.put(Labels.PROJECT, project.name());
    labels.put(Labels.VOLUME, volume.key());
    labels.put(Labels.CONFIG_HASH, volume.hash());
    return labels;
  }
}
