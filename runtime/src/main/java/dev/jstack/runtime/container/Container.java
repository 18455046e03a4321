package dev.jstack.runtime.container;

import dev.jstack.runtime.container.output.LogSignal;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.RunConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container that exists: a handle that is good for as long as it does. What is asked here is what
 * was last known; {@link ContainerRuntime} changes it.
 */
public final class Container {
  final ReentrantLock lock = new ReentrantLock();
  final LogSignal logSignal = new LogSignal();
  private final Path directory;
  private volatile ContainerConfig config;
  private volatile ContainerState state;
  private volatile @Nullable Run run;

  Container(Path directory, ContainerConfig config, ContainerState state) {
    this.directory = directory;
    this.config = config;
    this.state = state;
  }

  /** 64 hex digits. */
  public String id() {
    return config.id();
  }

  /** The first twelve digits of the id. */
  public String shortId() {
    return id().substring(0, 12);
  }

  public String name() {
    return config.name();
  }

  /** What was asked for; a later change of limits or restart policy is in it. */
  public ContainerSpec spec() {
    return config.spec();
  }

  public ContainerConfig config() {
    return config;
  }

  public Map<String, String> labels() {
    return config.spec().labels();
  }

  public Digest imageId() {
    return Digest.parse(config.imageId());
  }

  /** Whether it was made of an image, or mounts it. */
  public boolean uses(Digest image) {
    return imageId().equals(image)
        || config.mounts().stream()
            .anyMatch(mount ->
                mount instanceof MountSpec.Image mounted && image.toString().equals(mounted.id()));
  }

  /** What its image says about running it. */
  public RunConfig image() {
    return config.image();
  }

  /** {@code 80/tcp}: what its image and its own specification expose. */
  public List<String> exposedPorts() {
    return Stream.concat(image().exposedPorts().stream(), spec().network().exposed().stream())
        .distinct()
        .toList();
  }

  public Instant created() {
    return Instant.parse(config.created());
  }

  public ContainerState state() {
    return state;
  }

  public boolean isRunning() {
    return state.isRunning();
  }

  public List<MountPoint> mounts() {
    return config.points();
  }

  /** Its hostname inside: the one asked for, or the short id. */
  public String hostname() {
    var asked = spec().isolation().hostname();
    return asked == null ? shortId() : asked;
  }

  /** Its directory in the state directory. */
  public Path directory() {
    return directory;
  }

  ContainerFiles files() {
    return new ContainerFiles(directory);
  }

  void change(ContainerConfig newConfig) {
    config = newConfig;
  }

  void change(ContainerState newState) {
    state = newState;
  }

  /** Its live side while it runs. */
  @Nullable Run run() {
    return run;
  }

  void run(@Nullable Run newRun) {
    run = newRun;
  }

  /** The name, for messages. */
  @Override
  public String toString() {
    return name();
  }
}
