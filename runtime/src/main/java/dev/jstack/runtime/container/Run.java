package dev.jstack.runtime.container;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Poll;
import dev.jstack.runtime.linux.WindowSize;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The live side of a container while it runs.
 *
 * @param pid its first process
 * @param pidfd of that process
 * @param cgroup what holds all of its processes
 * @param terminal the master of its terminal, or null
 * @param output its output streams
 * @param exit completed at its end, after its state was changed
 */
record Run(
    int pid,
    Fd pidfd,
    Cgroup cgroup,
    @Nullable Fd terminal,
    OutputHub output,
    CompletableFuture<ExitRecord> exit) {
  /** That of a container which must run. */
  static Run of(Container container) {
    var run = container.run();
    if (run == null) {
      throw notRunning(container);
    }
    return run;
  }

  static ConflictException notRunning(Container container) {
    return new ConflictException("container " + container.name() + " is not running");
  }

  /** The same in another cgroup. */
  Run with(Cgroup other) {
    return new Run(pid, pidfd, other, terminal, output, exit);
  }

  void signal(int number) {
    if (pidfd.isOpen()) {
      Pidfd.signal(pidfd, number);
    }
  }

  /** Whether its first process is there, if only to be waited for: its number is no other's. */
  boolean isAlive() {
    return pidfd.isOpen() && Pidfd.signal(pidfd, 0);
  }

  /** Whether its first process has ended, or does so within this time. */
  boolean ends(Duration time) {
    try {
      return !Poll.readable(List.of(pidfd), time.toMillis()).isEmpty();
    } catch (IllegalStateException e) {
      return true; // its descriptor was closed, as happens after its end
    }
  }

  void resize(int columns, int rows) {
    if (terminal != null && terminal.isOpen() && columns > 0 && rows > 0) {
      WindowSize.set(terminal, columns, rows);
    }
  }

  void close() {
    pidfd.close();
    if (terminal != null) {
      terminal.close();
    }
  }
}
