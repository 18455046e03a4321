package dev.jstack.engine;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ContainerContext;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.VolumeStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The services that commands call; one per run directory. */
public final class Engine implements AutoCloseable {
  private final Path stateDir;
  private final Path runDir;
  private final Services services;

  private Engine(Path stateDir, Path runDir) {
    this.stateDir = stateDir;
    this.runDir = runDir;
    this.services = new Services(this, stateDir, runDir);
  }

  /** An engine for these directories. The caller holds the lock of the run directory. */
  public static Engine open(Path stateDir, Path runDir) {
    Engine engine = new Engine(stateDir, runDir);
    engine.services.adopt();
    return engine;
  }

  /** Adopts what runs already; commands that need it wait for that. */
  public void adopt() {
    services;
  }

  public Path stateDir() {
    return stateDir;
  }

  public Path runDir() {
    return runDir;
  }

  public Images images() {
    return services.images;
  }

  public Containers containers() {
    return services.containers;
  }

  public Networks networks() {
    return services.networks;
  }

  public VolumeStore volumes() {
    return services.runtime.volumes();
  }

  public Builds builds() {
    return services.builds;
  }

  public Projects projects() {
    return services.projects;
  }

  /** Completes with a word when the container is as {@code up --wait} wants it. */
  public CompletableFuture<String> readiness(Container container) {
    return conditions().ready(container);
  }

  Sandboxes sandboxes() {
    return services.sandboxes;
  }

  Observer observer() {
    return services.observer;
  }

  Conditions conditions() {
    return services.conditions;
  }

  Hooks hooks() {
    return services.hooks;
  }

  /** What the spec of a service's container needs to know. */
  ContainerContext context(Project project, Service service) {
    return new ServiceContext(this, project, service);
  }

  String fileOf(Project project, FileGrant grant) {
    return services.files.file(project, grant).toString();
  }

  /** Makes everything done so far survive a power loss. */
  public void sync() {
    services.runtime.sync();
  }

  /** Whether no container runs and none awaits a restart: then the process may end. */
  public boolean idle() {
    return services.idle();
  }

  /** Stops watching; containers go on running. */
  @Override
  public void close() {
    services.close();
  }
}
