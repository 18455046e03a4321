package dev.jstack.runtime.container;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.container.output.ContainerLog;
import dev.jstack.runtime.container.output.CriLog;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.launch.Launcher;
import dev.jstack.runtime.linux.Durable;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Fifo;
import dev.jstack.runtime.linux.Signal;
import dev.jstack.runtime.linux.UserMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, starts, watches and removes containers: the only writer of their directories. One per
 * engine. Every method may be called from any thread; calls for one container take their turn.
 */
public final class ContainerRuntime implements AutoCloseable {
  private final RuntimeParts parts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Creation creation;
  private final Startup startup;
  private final ExecStart execs;
  private final Adoption adoption;
  private final ContainerInsight insight;

  private ContainerRuntime(RuntimeParts parts) {
    this.parts = parts;
    var runEnd = new RunEnd(parts);
    creation = new Creation(parts);
    startup = new Startup(parts, runEnd);
    execs = new ExecStart(parts);
    adoption = new Adoption(parts, runEnd);
    insight = new ContainerInsight(parts);
  }

  /**
   * Opens the runtime over {@code stateDir/containers} and {@code stateDir/volumes}; {@code runDir}
   * names its cgroups. No container is touched before {@link #adopt()}.
   *
   * @param images finds a container's image at each start
   * @param users the map of all containers that don't ask for the host's users, or null
   */
  public static ContainerRuntime open(
      Path stateDir,
      Path runDir,
      Function<Digest, Optional<StoredImage>> images,
      ContainerListener listener,
      @Nullable UserMap users) {
    return new ContainerRuntime(
        new RuntimeParts(
            new ContainerStore(stateDir.resolve("containers")),
            VolumeStore.open(stateDir),
            CgroupTree.open(instance(runDir)),
            EventLoop.start("jstack-events"),
            new Launcher(),
            images,
            listener,
            new UserPlan(users),
            Clock.systemUTC()));
  }

  /**
   * Tells engines of one machine apart, in the names of what they make outside their directories.
   */
  public static String instance(Path runDir) {
    var path = runDir.toAbsolutePath().normalize().toString();
    return Digest.of(path.getBytes(StandardCharsets.UTF_8)).shortHex();
  }

  /**
   * Moves this process out of the session it was started from, so that the session's end is not the
   * engine's.
   */
  public static void leaveSession(Path runDir) {
    CgroupTree.leaveSession(instance(runDir));
  }

  /** What starts processes, for build steps. */
  public Launcher launcher() {
    return parts.launcher();
  }

  /** The cgroups of this engine, for build steps and the engine itself. */
  public CgroupTree cgroups() {
    return parts.cgroups();
  }

  public VolumeStore volumes() {
    return parts.volumes();
  }

  /**
   * Makes a container; it is on disk when this returns. Its name must be free. Limits that this
   * kernel lacks are left out.
   */
  public Container create(ContainerSpec spec, StoredImage image) {
    return creation.create(spec.withLimits(parts.held(spec.limits()).limits()), image);
  }

  /**
   * Starts a created or exited container and returns when its program runs. On failure the state
   * says {@code EXITED} with the error, nothing is left behind, and the listener is not called.
   *
   * @throws StartException with Docker's exit code (125, 126, 127)
   */
  public void start(Container container, ContainerNetwork network) {
    locked(container, () -> begin(container, network, null));
  }

  /** Likewise, attached from its first byte of output on. */
  public Attachment startAttached(Container container, ContainerNetwork network, ExecIo io) {
    return Objects.requireNonNull(locked(container, () -> begin(container, network, io)));
  }

  /** Notes that a start came to nothing before there was anything to run: it has no network. */
  public void noNetwork(Container container, String why) {
    locked(
        container,
        () -> {
          if (!container.state().status().isAlive()) {
            startup.refused(container, why);
          }
          return null;
        });
  }

  private @Nullable LiveAttachment begin(
      Container container, ContainerNetwork network, @Nullable ExecIo io) {
    if (container.state().status().isAlive()) {
      throw new ConflictException("container " + container.name() + " is already running");
    }
    return startup.start(container, network, io);
  }

  /**
   * A new network namespace for a remapped container's next run, closed by the caller; nothing if
   * any will do.
   */
  public Optional<Fd> network(Container container) {
    return parts.users().network(container.spec(), parts::running);
  }

  /** Attaches to a running container from now on. */
  public Attachment attach(Container container, ExecIo io) {
    var run = Run.of(container);
    var tap = run.output().attach(io.output());
    var terminal = run.terminal();
    var input =
        terminal != null
            ? Optional.of(terminal.duplicate())
            : Fifo.openWriter(container.files().stdin())
                .filter(any -> container.spec().process().stdinOpen());
    return LiveAttachment.of(
        run, tap, input.map(end -> new InputPipe(parts.loop(), end)).orElse(null), io);
  }

  /** Starts a further program in a running container. */
  public ExecProcess exec(Container container, ProcessSpec process, boolean privileged, ExecIo io) {
    return execs.start(container, process, privileged, io);
  }

  /** Sends a signal to the container's first process; nothing happens when it has ended. */
  public void signal(Container container, int number) {
    locked(
        container,
        () -> {
          var run = container.run();
          if (run != null) {
            run.signal(number);
          }
          return null;
        });
  }

  /** Kills every process of the container; its end is reported as any other. */
  public void kill(Container container) {
    locked(
        container,
        () -> {
          var run = container.run();
          if (run != null) {
            run.cgroup().kill();
            if (!parts.cgroups().limits()) {
              run.signal(Signal.KILL);
            }
          }
          return null;
        });
  }

  public void pause(Container container) {
    change(container, Status.RUNNING, Status.PAUSED, "not running");
  }

  public void unpause(Container container) {
    change(container, Status.PAUSED, Status.RUNNING, "not paused");
  }

  private void change(Container container, Status from, Status to, String otherwise) {
    locked(
        container,
        () -> {
          var run = container.run();
          if (run == null || container.state().status() != from) {
            throw new ConflictException("container " + container.name() + " is " + otherwise);
          }
          if (to == Status.PAUSED) {
            run.cgroup().freeze();
          } else {
            run.cgroup().thaw();
          }
          note(container, container.state().with(to));
          return null;
        });
  }

  /**
   * Changes its limits and its restart policy, now and for later starts; null fields stay as they
   * are.
   */
  public void update(Container container, ResourceLimits limits, @Nullable RestartPolicy restart) {
    locked(
        container,
        () -> {
          new LimitChange(parts).apply(container, limits, restart);
          return null;
        });
  }

  /** Notes which networks it is on, for later starts. */
  public void reconnect(Container container, NetworkSpec network) {
    locked(
        container,
        () -> {
          var config = container.config();
          parts.store().save(container, config.with(config.spec().withNetwork(network)));
          return null;
        });
  }

  /**
   * Changes /etc/hosts and /etc/resolv.conf of a running container; a file that its programs have
   * changed is left alone.
   */
  public void renewNetworkFiles(
      Container container, ContainerNetwork before, ContainerNetwork after) {
    NetworkFiles.replace(container.directory().resolve("hosts"), before.hosts(), after.hosts());
    NetworkFiles.replace(
        container.directory().resolve("resolv.conf"), before.resolvConf(), after.resolvConf());
  }

  public ContainerLog log(Container container) {
    return new CriLog(container.files().log(), container.logSignal);
  }

  /** Whether limits have an effect here; an ordinary user may have no right to any cgroup. */
  public boolean limits() {
    return parts.cgroups().limits();
  }

  /** Which of these limits this kernel lacks, and which are dangerous: sentences for the user. */
  public List<String> warnings(ResourceLimits asked) {
    return limits() ? parts.held(asked).warnings() : List.of();
  }

  /** What containers are and have right now. */
  public ContainerInsight insight() {
    return insight;
  }

  public void rename(Container container, String name) {
    locked(
        container,
        () -> {
          parts.store().rename(container, name);
          return null;
        });
  }

  /** Keeps what the engine's restart policies must not forget. */
  public void recordPolicy(Container container, int restarts, boolean stoppedByUser) {
    locked(
        container,
        () -> {
          note(container, container.state().withPolicy(restarts, stoppedByUser));
          return null;
        });
  }

  /** Removes a container that doesn't run, and its anonymous volumes if asked to. */
  public void remove(Container container, boolean anonymousVolumes) {
    locked(
        container,
        () -> {
          if (container.state().status().isAlive()) {
            throw new ConflictException(
                "container " + container.name() + " is running", "stop it first, or use force");
          }
          parts.store().remove(container);
          if (anonymousVolumes) {
            removeAnonymousVolumes(container);
          }
          return null;
        });
  }

  private void removeAnonymousVolumes(Container container) {
    for (var point : container.mounts()) {
      parts
          .volumes()
          .find(point.name())
          .filter(Volume::anonymous)
          .ifPresent(volume -> parts.volumes().remove(volume.name()));
    }
  }

  /** By full name, full id or a unique beginning of an id. */
  public Optional<Container> find(String nameOrId) {
    return parts.store().find(nameOrId);
  }

  /** All containers, oldest first. */
  public List<Container> list() {
    return parts.store().list();
  }

  /**
   * Reads all containers from disk, once, at the engine's start: takes over those that still run
   * and settles those that ended meanwhile, telling the listener.
   */
  public List<Container> adopt() {
    return adoption.adopt();
  }

  /** Makes everything acknowledged so far survive a power loss: one syncfs. */
  public void sync() {
    Durable.syncFileSystem(parts.store().root());
  }

  private void note(Container container, ContainerState state) {
    parts.store().note(container, state, insight.cgroup(container));
  }

  private static <T> @Nullable T locked(Container container, Supplier<@Nullable T> action) {
    container.lock.lock();
    try {
      return action.get();
    } finally {
      container.lock.unlock();
    }
  }

  /** Lets go of all containers; they live on. Idempotent. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    parts.loop().close();
    parts.launcher().close();
    for (var container : list()) {
      var run = container.run();
      if (run != null) {
        run.output().close();
        run.close();
      }
    }
    parts.cgroups().removeIfEmpty();
  }
}
