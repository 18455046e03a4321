package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Signal;
import java.util.Optional;

/** A process that has passed its execve. Closing releases the descriptors, not the process. */
public final class Launched implements AutoCloseable {
  private final int pid;
  private final Fd pidfd;
  private final Optional<Fd> terminal;

  Launched(int pid, Fd pidfd, Optional<Fd> terminal) {
    this.pid = pid;
    this.pidfd = pidfd;
    this.terminal = terminal;
  }

  /** The process's number in the engine's process namespace. */
  public int pid() {
    return pid;
  }

  /** Becomes readable at its end. Closed by {@link #close()}. */
  public Fd pidfd() {
    return pidfd;
  }

  /** The master of its pseudo-terminal. Closed by {@link #close()}. */
  public Optional<Fd> terminal() {
    return terminal;
  }

  /**
   * Waits for a {@link Supervision.Child} that has ended (or will); reaps it, so call it once. It
   * blocks its platform thread: call it when the pidfd is readable.
   */
  public ExitRecord await() {
    return ExitRecord.of(Pidfd.reap(pidfd, false).orElseThrow());
  }

  /** Ends a {@link Supervision.Child} that nobody will follow. */
  public void abandon() {
    Pidfd.signal(pidfd, Signal.KILL);
    var _ = await();
    close();
  }

  @Override
  public void close() {
    pidfd.close();
    terminal.ifPresent(Fd::close);
  }
}
