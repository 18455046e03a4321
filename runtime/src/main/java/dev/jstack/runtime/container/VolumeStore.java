package dev.jstack.runtime.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of one engine: {@code stateDir/volumes/<name>/_data}. */
@SuppressWarnings("DoNotCallSuggester")
public final class VolumeStore {
  private VolumeStore() {}

  public static VolumeStore open(Path stateDir) {
    throw new UnsupportedOperationException();
  }

  /** Makes a volume, or finds the one that has this name already. */
  public Volume create(String name, Map<String, String> labels, Map<String, String> options) {
    throw new UnsupportedOperationException();
  }

  /** A new one under a name of 64 random hex digits. */
  public Volume createAnonymous() {
    throw new UnsupportedOperationException();
  }

  public Optional<Volume> find(String name) {
    throw new UnsupportedOperationException();
  }

  /** All volumes, by name. */
  public List<Volume> list() {
    throw new UnsupportedOperationException();
  }

  /** Removes a volume with its content; who uses it must have been asked before. */
  public void remove(String name) {
    throw new UnsupportedOperationException();
  }
}
