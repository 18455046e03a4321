package dev.jstack.engine;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ContainerContext;
import dev.jstack.networking.Networks;
import dev.jstack.networking.Sandbox;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.build.Builder;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.VolumeStore;
import dev.jstack.runtime.image.ImageStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services that commands call; one per run directory. */
public final class Engine implements AutoCloseable {
  private final Path stateDir;
  private final Path runDir;
  private final Workers workers = new Workers();
  private final Exits exits = new Exits();
  private final Changes changes = new Changes();
  private final ContainerRuntime runtime;
  private final Networks networks;
  private final Sandboxes sandboxes;
  private final Images images;
  private final Containers containers;
  private final Observer observer;
  private final Conditions conditions;
  private final Builds builds;
  private final FileGrants files;
  private final Hooks hooks;
  private final Projects projects;

  private Engine(Path stateDir, Path runDir) {
    this.stateDir = stateDir;
    this.runDir = runDir;
    var store = ImageStore.open(stateDir, runDir);
    runtime = ContainerRuntime.open(stateDir, runDir, exits);
    networks = Networks.open(stateDir, runDir, EventListener.none());
    sandboxes = new Sandboxes(networks, workers.launches());
    images = new Images(store, runtime);
    containers = new Containers(runtime, store, sandboxes, changes, workers);
    observer = new Observer(containers, networks, runtime.volumes(), store);
    conditions = new Conditions(containers, new LastWords(containers));
    builds = new Builds(new Builder(), workers);
    files = new FileGrants(stateDir.resolve("files"));
    hooks = new Hooks(containers);
    projects =
        new Projects(
            this,
            observer,
            new PlanExecutor(workers),
            new PortCheck(networks, containers),
            new ContentReader());
  }

  /**
   * Opens the state directory and adopts what runs already. The caller holds the lock of the run
   * directory.
   */
  public static Engine open(Path stateDir, Path runDir) {
    Engine engine = new Engine(stateDir, runDir);
    engine.adopt();
    return engine;
  }

  private void adopt() {
    List<Container> found = runtime.adopt();
    Map<String, Path> living = new HashMap<>();
    for (Container container : found) {
      if (container.state().status().isAlive()) {
        living.put(container.id(), Path.of("/proc/" + container.state().pid() + "/ns/net"));
      }
    }
    List<Sandbox> _ = networks.adopt(living);
    exits.open(containers.supervisor());
    found.forEach(containers::adopt);
  }

  public Path stateDir() {
    return stateDir;
  }

  public Path runDir() {
    return runDir;
  }

  public Images images() {
    return images;
  }

  public Containers containers() {
    return containers;
  }

  public Networks networks() {
    return networks;
  }

  public VolumeStore volumes() {
    return runtime.volumes();
  }

  public Builds builds() {
    return builds;
  }

  public Projects projects() {
    return projects;
  }

  Sandboxes sandboxes() {
    return sandboxes;
  }

  Observer observer() {
    return observer;
  }

  Conditions conditions() {
    return conditions;
  }

  Hooks hooks() {
    return hooks;
  }

  /** What the spec of a service's container needs to know. */
  ContainerContext context(Project project, Service service) {
    return new ServiceContext(this, project, service);
  }

  String fileOf(Project project, FileGrant grant) {
    return files.file(project, grant).toString();
  }

  /** Makes everything done so far survive a power loss. */
  public void sync() {
    runtime.sync();
  }

  /** Whether no container runs and none awaits a restart: then the process may end. */
  public boolean idle() {
    return !containers.supervisor().busy()
        && containers.list().stream().noneMatch(c -> c.state().status().isAlive());
  }

  /** Stops watching; containers go on running. */
  @Override
  public void close() {
    workers.close();
    networks.close();
    runtime.close();
  }
}
