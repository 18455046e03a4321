package dev.jstack.engine;

import java.nio.file.Path;

/** The services that commands call; one per run directory. */
public final class Engine implements AutoCloseable {
  private final Path stateDir;
  private final Path runDir;

  private Engine(Path stateDir, Path runDir) {
    this.stateDir = stateDir;
    this.runDir = runDir;
  }

  /**
   * Opens the state directory and adopts what runs already. The caller holds the lock of the run
   * directory.
   */
  public static Engine open(Path stateDir, Path runDir) {
    return new Engine(stateDir, runDir);
  }

  public Path stateDir() {
    return stateDir;
  }

  public Path runDir() {
    return runDir;
  }

  /** Whether no container runs and none awaits a restart: then the process may end. */
  public boolean idle() {
    return true;
  }

  /** Stops watching; containers go on running. */
  @Override
  public void close() {}
}
