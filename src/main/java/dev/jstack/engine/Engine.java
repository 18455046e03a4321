package dev.jstack.engine;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ContainerContext;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.container.VolumeStore;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.registry.Registries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The services that commands call; one per run directory. */
public final class Engine implements AutoCloseable {
  /** Networks that nobody makes. */
  public static final List<String> PREDEFINED_NETWORKS = List.of("bridge", "host", "none");

  private final Path stateDir;
  private final Path runDir;
  private volatile @Nullable Services services;

  private Engine(Path stateDir, Path runDir) {
    this.stateDir = stateDir;
    this.runDir = runDir;
  }

  /** An engine for these directories. The caller holds the lock of the run directory. */
  public static Engine open(Path stateDir, Path runDir) {
    return new Engine(stateDir, runDir);
  }

  /** Adopts what runs already; commands that need it wait for that. */
  public void adopt() {
    var _ = services();
  }

  private Services services() {
    Services ready = services;
    return ready != null ? ready : open();
  }

  private synchronized Services open() {
    Services ready = services;
    if (ready == null) {
      ready = new Services(this, stateDir, runDir);
      ready.adopt();
      services = ready;
    }
    return ready;
  }

  public Path stateDir() {
    return stateDir;
  }

  public Images images() {
    return services().images;
  }

  public Registries registries() {
    return services().registries;
  }

  /** What containers have written. */
  public Snapshots snapshots() {
    return services().snapshots;
  }

  public Containers containers() {
    return services().containers;
  }

  public Networks networks() {
    return services().networks;
  }

  public VolumeStore volumes() {
    return services().runtime.volumes();
  }

  public Builds builds() {
    return services().builds;
  }

  public Projects projects() {
    return services().projects;
  }

  /** All about a container, in the shape of docker's {@code inspect}. */
  public Map<String, Object> describe(Container container) {
    String lowers = snapshots().lowers(container);
    return new ContainerDescription(containers(), networks(), container, lowers).json();
  }

  /** Likewise with the bytes of its writable layer, and of all its layers. */
  public Map<String, Object> describeWithSize(Container container) {
    Map<String, Object> json = describe(container);
    long written = snapshots().size(container);
    json.put("SizeRw", written);
    json.put("SizeRootFs", written + snapshots().imageSize(container));
    return json;
  }

  /** All about an image. */
  public Map<String, Object> describe(StoredImage image) {
    return descriptions().image(image);
  }

  /** All about a volume. */
  public Map<String, Object> describe(Volume volume) {
    return descriptions().volume(volume);
  }

  /** All about a network. */
  public Map<String, Object> describe(Network network) {
    return descriptions().network(network);
  }

  /** All about a network by name or id; also of those that are always there. */
  public Optional<Map<String, Object>> describeNetwork(String nameOrId) {
    return networks()
        .find(nameOrId)
        .map(this::describe)
        .or(() ->
            PREDEFINED_NETWORKS.stream()
                .filter(name ->
                    name.equals(nameOrId) || NetworkDescription.predefinedId(name).equals(nameOrId))
                .findFirst()
                .map(name -> descriptions().predefinedNetwork(name)));
  }

  /** The driver of a network that is always there. */
  public static String predefinedDriver(String name) {
    return NetworkDescription.predefinedDriver(name);
  }

  public static String predefinedId(String name) {
    return NetworkDescription.predefinedId(name);
  }

  private Descriptions descriptions() {
    return new Descriptions(images(), networks(), containers());
  }

  /** Completes with a word when the container is as {@code up --wait} wants it. */
  public CompletableFuture<String> readiness(Container container) {
    return conditions().ready(container);
  }

  Sandboxes sandboxes() {
    return services().sandboxes;
  }

  Observer observer() {
    return services().observer;
  }

  Conditions conditions() {
    return services().conditions;
  }

  Hooks hooks() {
    return services().hooks;
  }

  /** What the spec of a service's container needs to know. */
  ContainerContext context(Project project, Service service) {
    return new ServiceContext(this, project, service);
  }

  String fileOf(Project project, FileGrant grant) {
    return services().files.file(project, grant).toString();
  }

  /** The files of a project without containers are not needed any more. */
  void forgetFiles(String project) {
    services().files.forget(project);
  }

  /** Makes everything done so far survive a power loss. */
  public void sync() {
    services().runtime.sync();
  }

  /** Whether no container runs and none awaits a restart: then the process may end. */
  public boolean idle() {
    Services ready = services;
    return ready == null || ready.idle();
  }

  /** Stops watching; containers go on running. */
  @Override
  public void close() {
    Services ready = services;
    if (ready != null) {
      ready.close();
    }
  }
}
