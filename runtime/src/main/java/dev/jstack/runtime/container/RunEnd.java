package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.container.output.StdStream;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.ProcessStat;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notices a run's end and settles it, in this order: the rest of the output is in the log, the
 * state says how it ended, those who wait are told.
 */
final class RunEnd {
  private static final System.Logger LOG = System.getLogger(RunEnd.class.getName());
  private static final int MAX_TAIL = 4 << 20;

  private final RuntimeParts parts;

  RunEnd(RuntimeParts parts) {
    this.parts = parts;
  }

  /**
   * Watches the keeper, which ends after it has written everything down. A container that has lost
   * its keeper is watched itself.
   */
  void watch(Container container, Run run) {
    var keeper = keeper(container);
    if (keeper.isPresent()) {
      watch(keeper.get(), () -> keeperEnded(container, run));
    } else {
      parts.loop().execute(() -> keeperEnded(container, run));
    }
  }

  private void watch(Fd process, Runnable then) {
    var watch = new AtomicReference<EventLoop.Watch>();
    EventLoop.Handler end =
        events -> {
          Objects.requireNonNull(watch.get()).close();
          process.close();
          then.run();
        };
    parts.loop().execute(() -> watch.set(parts.loop().watch(process, EventLoop.READABLE, end)));
  }

  private void keeperEnded(Container container, Run run) {
    if (Files.exists(container.files().exit())) {
      ended(container, run);
    } else {
      watch(run.pidfd().duplicate(), () -> ended(container, run));
    }
  }

  /** The keeper while it lives: the parent that the pid file names, if it still is one. */
  private static Optional<Fd> keeper(Container container) {
    var noted = ProcessStat.read(container.files().pid());
    if (noted.isEmpty() || noted.get().parent() <= 1) {
      return Optional.empty();
    }
    var keeper = Pidfd.open(noted.get().parent());
    boolean isParent =
        ProcessStat.of(noted.get().pid())
            .map(child -> child.parent() == noted.get().parent())
            .orElse(true);
    if (keeper.isPresent() && (!isParent || !isKeeper(noted.get().parent()))) {
      keeper.get().close();
      return Optional.empty();
    }
    return keeper;
  }

  private static boolean isKeeper(int pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip().equals("jstack-keeper");
    } catch (IOException e) {
      return false;
    }
  }

  /** On the loop's thread. */
  private void ended(Container container, Run run) {
    try {
      run.output().finish(() -> deliverTails(container, run));
    } finally {
      Thread.ofVirtual().name("jstack-exit").start(() -> settle(container, run));
    }
  }

  private static void deliverTails(Container container, Run run) {
    for (var stream : StdStream.values()) {
      byte[] rest = tail(container, stream);
      if (rest.length > 0) {
        run.output().deliver(stream, rest);
      }
    }
  }

  /** What the keeper saved of a stream; nothing if it saved nothing. */
  static byte[] tail(Container container, StdStream stream) {
    try (var file = Files.newInputStream(container.files().tail(stream))) {
      return file.readNBytes(MAX_TAIL);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private void settle(Container container, Run run) {
    ExitRecord exit = record(container, run.cgroup().oomKills() > 0);
    container.lock.lock();
    try {
      var now = container.run();
      takeDown(container, now == null ? run.cgroup() : now.cgroup());
      container.run(null);
      parts.store().note(container, container.state().exited(exit), Map.of());
    } finally {
      run.close();
      container.lock.unlock();
    }
    run.exit().complete(exit);
    parts.listener().exited(container, exit);
  }

  /** What can't be taken down now is swept by the next engine. */
  private static void takeDown(Container container, Cgroup cgroup) {
    try {
      discard(container, cgroup);
    } catch (JstackException e) {
      LOG.log(Level.WARNING, "{0}: {1}", container.name(), e.getMessage());
    }
  }

  /** Takes down what is left of a run; as much of it as can be. */
  static void discard(Container container, Cgroup cgroup) {
    try {
      cgroup.kill();
      cgroup.remove();
    } finally {
      SharedMemory.unmount(container);
    }
  }

  /** What the keeper wrote; without it nobody knows. */
  ExitRecord record(Container container, boolean oomKilled) {
    var now = parts.clock().instant();
    try {
      var record =
          dev.jstack.runtime.launch.ExitRecord.of(Files.readAllBytes(container.files().exit()));
      return new ExitRecord(record.exitCode(), true, oomKilled, now);
    } catch (IOException e) {
      return new ExitRecord(ExitRecord.UNKNOWN_CODE, false, oomKilled, now);
    }
  }
}
