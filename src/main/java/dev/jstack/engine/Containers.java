package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.event.EventJournal;
import dev.jstack.networking.Sandbox;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.container.Attachment;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerInsight;
import dev.jstack.runtime.container.ContainerNetwork;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.ExecProcess;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.ResourceLimits;
import dev.jstack.runtime.container.RestartPolicy;
import dev.jstack.runtime.container.RestartPolicy.Condition;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.container.output.ContainerLog;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.linux.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Containers with all that belongs to them: network, health checks, restart policy. */
public final class Containers {
  /** Marks containers that are removed when they end ({@code --rm}). */
  public static final String AUTO_REMOVE = "dev.jstack.auto-remove";

  private final ContainerRuntime runtime;
  private final ImageStore images;
  private final Sandboxes sandboxes;
  private final Changes changes;
  private final Waits waits;
  private final HealthMonitor health;
  private final Launches launches;
  private final Supervisor supervisor;
  private final Stops stops;
  private final Connections connections;

  Containers(
      ContainerRuntime runtime,
      ImageStore images,
      Sandboxes sandboxes,
      Changes changes,
      Workers workers) {
    this.runtime = runtime;
    this.images = images;
    this.sandboxes = sandboxes;
    this.changes = changes;
    this.waits = new Waits(changes);
    this.health = new HealthMonitor(workers, changes, new HealthProbe(runtime, changes));
    this.launches = new Launches(runtime, sandboxes, health, changes);
    this.supervisor = new Supervisor(runtime, workers, changes, launches::cleanUp, launches::start);
    this.stops = new Stops(runtime, changes, workers, new SignalHandling(Path.of("/proc")));
    this.connections = new Connections(runtime, sandboxes, changes);
    changes.listen(this::removeIfAsked);
  }

  Supervisor supervisor() {
    return supervisor;
  }

  /** Takes over a container that an earlier engine started. */
  void adopt(Container container) {
    if (container.state().status().isAlive()) {
      health.watch(container);
    } else {
      supervisor.adopt(container);
    }
  }

  /** Makes a container; its image must be in the store. */
  public Container create(ContainerSpec spec) {
    find(spec.name())
        .filter(other -> other.name().equals(spec.name()))
        .ifPresent(other -> {
          throw new ConflictException(
              "the container name \"%s\" is already in use by container %s"
                  .formatted(spec.name(), other.shortId()),
              "remove or rename that container");
        });
    try (var image = images.hold(spec.image())) {
      Container container = runtime.create(MountedImages.resolve(spec, images), image.image());
      changes.publish(container, Kind.CREATE);
      return container;
    }
  }

  /** Starts a container; one that runs already is left alone. */
  public void start(Container container) {
    if (container.state().status().isAlive()) {
      return;
    }
    supervisor.startedByUser(container);
    if (!container.state().status().isAlive()) {
      launches.start(container);
    }
  }

  /** Likewise, attached from the first byte of output on. */
  public Attachment startAttached(Container container, ExecIo io) {
    supervisor.startedByUser(container);
    return container.state().status().isAlive()
        ? attach(container, io)
        : launches.startAttached(container, io);
  }

  public Attachment attach(Container container, ExecIo io) {
    requireRunning(container);
    changes.tell(container, "attach", Map.of());
    return runtime.attach(container, io);
  }

  /** Starts a further program in it. */
  public ExecProcess exec(Container container, ProcessSpec process, boolean privileged, ExecIo io) {
    requireRunning(container);
    if (container.state().status() == Status.PAUSED) {
      throw new ConflictException("container " + container.name() + " is paused, unpause it first");
    }
    var told = ExecEvents.begin(changes, container, process);
    ExecProcess program = runtime.exec(container, process, privileged, io);
    told.end(program.exit());
    return program;
  }

  /** Stops it; {@code grace} null takes its own time, a negative one waits for ever. */
  public CompletableFuture<Stopped> stop(Container container, @Nullable Duration grace) {
    return stop(container, null, grace);
  }

  /** Likewise, beginning with {@code signal}; null takes the container's or image's own. */
  public CompletableFuture<Stopped> stop(
      Container container, @Nullable String signal, @Nullable Duration grace) {
    int first = signal == null ? stopSignal(container) : Signal.parse(signal);
    supervisor.stoppedByUser(container);
    Duration time = grace != null ? grace : Duration.ofMillis(container.spec().stopGraceMillis());
    if (!container.state().status().isAlive()) {
      changes.publish(container, Kind.DIE);
      return CompletableFuture.completedFuture(new Stopped(time, false));
    }
    changes.tell(container, "kill", Map.of("signal", Integer.toString(first)));
    return stops
        .stop(container, first, time, exit(container))
        .thenApply(used -> {
          changes.tell(container, "stop", Map.of());
          return new Stopped(time, used);
        });
  }

  /**
   * Sends a signal. One that kills counts as a stop by the user; so does its stop signal, any where
   * none is set, if it ends with it.
   */
  public void kill(Container container, String signal) {
    requireRunning(container);
    int number = Signal.parse(signal);
    changes.tell(container, "kill", Map.of("signal", Integer.toString(number)));
    if (number == Signal.KILL) {
      supervisor.stoppedByUser(container);
      runtime.kill(container);
    } else {
      if (isStop(container, number)) {
        supervisor.signalledByUser(
            container, Duration.ofMillis(container.spec().stopGraceMillis()));
      }
      runtime.signal(container, number);
    }
  }

  private static boolean isStop(Container container, int signal) {
    boolean any =
        container.spec().stopSignal() == null && container.config().image().stopSignal().isEmpty();
    return any
        || signal == stopSignal(container)
        || container.spec().restart().condition() == Condition.UNLESS_STOPPED;
  }

  public void pause(Container container) {
    requireRunning(container);
    runtime.pause(container);
    changes.publish(container, Kind.PAUSE);
  }

  public void unpause(Container container) {
    runtime.unpause(container);
    changes.publish(container, Kind.UNPAUSE);
  }

  /** Changes limits and restart policy, now and for later; null fields stay as they are. */
  public void update(Container container, ResourceLimits limits, @Nullable RestartPolicy restart) {
    if (restart != null && container.labels().containsKey(AUTO_REMOVE)) {
      throw new ConflictException(
          "restart policy cannot be updated because --rm is set for container " + container.name());
    }
    runtime.update(container, limits, restart);
    changes.tell(container, "update", Map.of());
  }

  public void rename(Container container, String name) {
    String old = container.name();
    runtime.rename(container, name);
    changes.tell(container, "rename", Map.of("oldName", "/" + old));
    sandboxes.rename(container, name);
    changes.publish(container, Kind.RENAME);
  }

  /** Joins a network, at once and for later starts. */
  public void connect(Container container, NetworkSpec.EndpointSpec endpoint) {
    connections.connect(container, endpoint);
  }

  /** Leaves a network, at once and for later starts. */
  public void disconnect(Container container, String network) {
    connections.disconnect(container, network);
  }

  /** Removes one that has ended; {@code force} kills it before. */
  public void remove(Container container, boolean force, boolean anonymousVolumes) {
    if (!force) {
      requireEnded(container);
    }
    if (container.spec().restart().condition() != Condition.NO) {
      supervisor.stoppedByUser(container);
    }
    if (container.state().status().isAlive()) {
      if (!force) {
        requireEnded(container);
      }
      changes.tell(container, "kill", Map.of("signal", "9"));
      runtime.kill(container);
      exit(container).join();
      if (find(container.id()).isEmpty()) {
        return;
      }
    }
    supervisor.forget(container);
    sandboxes.forget(container);
    runtime.remove(container, anonymousVolumes);
    changes.publish(container, Kind.DESTROY);
  }

  private void requireEnded(Container container) {
    if (restarting(container) || container.state().status().isAlive()) {
      throw new ConflictException(
          "container "
              + container.name()
              + (restarting(container) ? " is restarting" : " is running"),
          "stop it first, or use --force");
    }
  }

  /** Notes that somebody did something to it that changes nothing. */
  public void tell(Container container, String action) {
    changes.tell(container, action, Map.of());
  }

  /** Completes with the exit code when it doesn't run and won't come back by itself. */
  public CompletableFuture<Integer> exit(Container container) {
    return waits.until(
        container,
        () ->
            container.state().status().isAlive() || supervisor.restarting(container)
                ? Optional.empty()
                : Optional.of(container.state().exitCode()));
  }

  /** What its probes say; empty without a health check, or while it doesn't run. */
  public Optional<HealthReport> health(Container container) {
    return health.report(container);
  }

  /** Whether a health check is set for it. */
  boolean hasHealthCheck(Container container) {
    return HealthTests.of(container).isPresent();
  }

  /** Whether its restart policy will bring it back soon. */
  public boolean restarting(Container container) {
    return supervisor.restarting(container);
  }

  /** What it printed. */
  public ContainerLog log(Container container) {
    return runtime.log(container);
  }

  /** What it is to the kernel, in words: values of the environment are left out. */
  public String explain(Container container) {
    ContainerNetwork network =
        sandboxes
            .of(container)
            .map(Sandboxes::joined)
            .orElseGet(() -> sandboxes.outside(container));
    return runtime.insight().explain(container, network);
  }

  /** What containers are and have right now. */
  public ContainerInsight insight() {
    return runtime.insight();
  }

  /** Whether limits have an effect here. */
  public boolean limits() {
    return runtime.limits();
  }

  /** Which of these limits this kernel lacks, and which are dangerous: sentences for the user. */
  public List<String> warnings(ResourceLimits asked) {
    return runtime.warnings(asked);
  }

  /** Its place on its networks; empty while it doesn't run, or in the host's network. */
  public Optional<Sandbox> sandbox(Container container) {
    return sandboxes.of(container);
  }

  /** By full name, full id or a unique beginning of an id. */
  public Optional<Container> find(String nameOrId) {
    return runtime.find(nameOrId);
  }

  /** Likewise, or {@code no such container}. */
  public Container require(String nameOrId) {
    return find(nameOrId).orElseThrow(() -> new NotFoundException("container", nameOrId));
  }

  /** All, oldest first. */
  public List<Container> list() {
    return runtime.list();
  }

  /** What happens to containers from now on. */
  public Changes changes() {
    return changes;
  }

  /** Futures on the state of containers. */
  Waits waits() {
    return waits;
  }

  void hurry(Container container) {
    health.hurry(container);
  }

  /** What happened lately, and what happens, for people. */
  public EventJournal journal() {
    return changes.journal();
  }

  private void removeIfAsked(ContainerChange change) {
    Container container = change.container();
    boolean asked = container.labels().containsKey(AUTO_REMOVE);
    if (change.kind() == Kind.DIE && asked && !supervisor.restarting(container)) {
      remove(container, false, true);
    }
  }

  private static void requireRunning(Container container) {
    if (!container.state().status().isAlive()) {
      throw new ConflictException("container " + container.name() + " is not running");
    }
  }

  private static int stopSignal(Container container) {
    String own = container.spec().stopSignal();
    String image = container.config().image().stopSignal();
    return Signal.parse(own != null ? own : image.isEmpty() ? "TERM" : image);
  }
}
