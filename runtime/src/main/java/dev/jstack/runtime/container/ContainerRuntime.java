package dev.jstack.runtime.container;

import dev.jstack.runtime.cgroup.CgroupStats;
import dev.jstack.runtime.image.StoredImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Creates, starts, watches and removes containers: the only writer of their directories. One per
 * engine. Every method may be called from any thread; calls for one container take their turn.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ContainerRuntime implements AutoCloseable {
  private ContainerRuntime() {}

  /**
   * Opens the runtime over {@code stateDir/containers} and {@code stateDir/volumes}; {@code runDir}
   * names its cgroups. Nothing is touched before {@link #adopt()}.
   */
  public static ContainerRuntime open(Path stateDir, Path runDir, ContainerListener listener) {
    throw new UnsupportedOperationException();
  }

  /** Makes a container; it is on disk when this returns. Its name must be free. */
  public Container create(ContainerSpec spec, StoredImage image) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts a created or exited container and returns when its program runs. On failure the state
   * says {@code EXITED} with the error, nothing is left behind, and the listener is not called.
   *
   * @throws StartException with Docker's exit code (125, 126, 127)
   */
  public void start(Container container, ContainerNetwork network) {
    throw new UnsupportedOperationException();
  }

  /** Likewise, attached from its first byte of output on. */
  public Attachment startAttached(Container container, ContainerNetwork network, ExecIo io) {
    throw new UnsupportedOperationException();
  }

  /** Attaches to a running container from now on. */
  public Attachment attach(Container container, ExecIo io) {
    throw new UnsupportedOperationException();
  }

  /** Starts a further program in a running container. */
  public ExecProcess exec(Container container, ProcessSpec process, boolean privileged, ExecIo io) {
    throw new UnsupportedOperationException();
  }

  /** Sends a signal to the container's first process; nothing happens when it has ended. */
  public void signal(Container container, int number) {
    throw new UnsupportedOperationException();
  }

  /** Kills every process of the container; its end is reported as any other. */
  public void kill(Container container) {
    throw new UnsupportedOperationException();
  }

  /** Waits until the container doesn't run; true when that is so within the time. */
  public boolean awaitExit(Container container, Duration time) {
    throw new UnsupportedOperationException();
  }

  public void pause(Container container) {
    throw new UnsupportedOperationException();
  }

  public void unpause(Container container) {
    throw new UnsupportedOperationException();
  }

  /** Changes its limits now and for later starts; null fields stay as they are. */
  public void limit(Container container, ResourceLimits limits) {
    throw new UnsupportedOperationException();
  }

  public ContainerLog log(Container container) {
    throw new UnsupportedOperationException();
  }

  public CgroupStats stats(Container container) {
    throw new UnsupportedOperationException();
  }

  /** Host process ids of everything that runs in the container. */
  public List<Integer> processes(Container container) {
    throw new UnsupportedOperationException();
  }

  public void rename(Container container, String name) {
    throw new UnsupportedOperationException();
  }

  /** Keeps what the engine's restart policies must not forget. */
  public void recordPolicy(Container container, int restarts, boolean stoppedByUser) {
    throw new UnsupportedOperationException();
  }

  /** Removes a container that doesn't run, and its anonymous volumes if asked to. */
  public void remove(Container container, boolean anonymousVolumes) {
    throw new UnsupportedOperationException();
  }

  /** By full name, full id or a unique beginning of an id. */
  public Optional<Container> find(String nameOrId) {
    throw new UnsupportedOperationException();
  }

  /** All containers, oldest first. */
  public List<Container> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads all containers from disk, once, at the engine's start: takes over those that still run
   * and settles those that ended meanwhile, telling the listener.
   */
  public List<Container> adopt() {
    throw new UnsupportedOperationException();
  }

  public VolumeStore volumes() {
    throw new UnsupportedOperationException();
  }

  /** Makes everything acknowledged so far survive a power loss: one syncfs. */
  public void sync() {
    throw new UnsupportedOperationException();
  }

  /** Lets go of all containers; they live on. */
  @Override
  public void close() {}
}
