package dev.jstack.runtime.launch;

import java.nio.file.Path;

/** Who is the parent of a process and waits for it. */
public sealed interface Supervision {
  /**
   * A keeper that outlives the engine. It writes into {@code directory}:
   *
   * <ul>
   *   <li>{@code pid}: the process's line of /proc/PID/stat (pid, …, parent = keeper, …, start
   *       time), there before the process runs
   *   <li>{@code stdout.tail}, {@code stderr.tail}: what was left in the FIFOs at the end
   *   <li>{@code exit}: 128 bytes of siginfo_t as waitid(2) gave them ({@link ExitRecord}),
   *       complete or absent, always the last
   * </ul>
   *
   * Stale files of an earlier start must be gone before.
   */
  record Keeper(Path directory) implements Supervision {}

  /** A child of the engine that dies with it; the caller waits through its pidfd. */
  record Child() implements Supervision {}
}
