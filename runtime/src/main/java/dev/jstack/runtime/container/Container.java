package dev.jstack.runtime.container;

import dev.jstack.runtime.image.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A container that exists: a handle that is good for as long as it does. What is asked here is what
 * was last known; {@link ContainerRuntime} changes it.
 */
public final class Container {
  private final String id;
  private final Path directory;
  private final ContainerConfig config;
  private volatile String name;
  private volatile ContainerState state;

  Container(String id, Path directory, ContainerConfig config, ContainerState state) {
    this.id = id;
    this.directory = directory;
    this.config = config;
    this.name = config.name();
    this.state = state;
  }

  /** 64 hex digits. */
  public String id() {
    return id;
  }

  /** The first twelve digits of the id. */
  public String shortId() {
    return id.substring(0, 12);
  }

  public String name() {
    return name;
  }

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
    return config.mounts();
  }

  /** Its directory in the state directory. */
  public Path directory() {
    return directory;
  }

  void rename(String newName) {
    name = newName;
  }

  void change(ContainerState newState) {
    state = newState;
  }

  /** The name, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
