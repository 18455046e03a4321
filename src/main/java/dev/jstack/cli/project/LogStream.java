package dev.jstack.cli.project;

import dev.jstack.cli.container.LogOutput;
import dev.jstack.engine.Changes;
import dev.jstack.engine.ContainerChange;
import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.output.LogFollower;
import dev.jstack.runtime.container.output.LogLine;
import dev.jstack.runtime.container.output.LogQuery;
import dev.jstack.runtime.container.output.WholeLines;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Prints what containers write, as they write it: those that are given, and those that start later.
 * Each has a thread and its own place in its log, so a slow one holds up nobody.
 */
final class LogStream implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Containers containers;
  private final LogOutput output;
  private final Predicate<Container> wanted;
  private final boolean notes;
  private final Map<String, Thread> followers = new ConcurrentHashMap<>();
  private final Changes.Registration registration;
  private volatile boolean closed;

  /** {@code notes} tells of exits, too. */
  LogStream(Containers containers, LogOutput output, Predicate<Container> wanted, boolean notes) {
    this.containers = containers;
    this.output = output;
    this.wanted = wanted;
    this.notes = notes;
    this.registration = containers.changes().listen(this::changed);
  }

  /** Follows a container from where {@code query} says. */
  void follow(Container container, LogQuery query) {
    followers.computeIfAbsent(
        container.id(),
        _ -> start(container, () -> new WholeLines(containers.log(container).follow(query))));
  }

  /** Follows a container from where its log was left, unless it is followed already. */
  void follow(Container container, LogFollower log) {
    var taken = new AtomicBoolean();
    followers.computeIfAbsent(
        container.id(),
        _ -> {
          taken.set(true);
          return start(container, () -> log);
        });
    if (!taken.get()) {
      log.close();
    }
  }

  private Thread start(Container container, Supplier<LogFollower> log) {
    return Thread.ofPlatform()
        .daemon()
        .name("logs-" + container.name())
        .start(() -> run(container, log));
  }

  /** Waits until all of them have ended. */
  void awaitEnd() throws InterruptedException {
    while (!followers.isEmpty()) {
      for (Thread thread : followers.values()) {
        thread.join();
      }
    }
  }

  /** Likewise, but no longer than this. */
  void awaitEnd(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (Thread thread : followers.values()) {
      var _ = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  private void changed(ContainerChange change) {
    Container container = change.container();
    if (notes
        && change.kind() == Kind.DIE
        && wanted.test(container)
        && containers.restarting(container)) {
      output.note(container, "exited with code " + container.state().exitCode() + " (restarting)");
    }
    if (change.kind() == Kind.START && wanted.test(container)) {
      follow(container, new LogQuery(-1, container.state().startedAt(), null));
    }
  }

  private void run(Container container, Supplier<LogFollower> log) {
    try (LogFollower follower = log.get()) {
      boolean over = false;
      while (!closed && !over) {
        Optional<LogLine> line = follower.next(LOOK);
        line.ifPresent(text -> print(container, text));
        over = line.isEmpty() && !mayGoOn(container);
      }
      if (over && notes) {
        output.note(container, "exited with code " + container.state().exitCode());
      }
    } finally {
      followers.remove(container.id());
    }
  }

  private boolean mayGoOn(Container container) {
    return container.state().status().isAlive() || containers.restarting(container);
  }

  private void print(Container container, LogLine line) {
    output.print(container, line);
  }

  @Override
  public void close() {
    closed = true;
    registration.close();
  }
}
