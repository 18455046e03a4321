package dev.jstack.runtime.container;

import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.container.output.OutputTap;
import dev.jstack.runtime.launch.Launched;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Signal;
import dev.jstack.runtime.linux.WindowSize;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** A further program in a container: a child of the engine. */
final class RunningExec implements ExecProcess {
  private final EventLoop loop;
  private final Launched launched;
  private final OutputHub hub;
  private final OutputTap tap;
  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  private RunningExec(EventLoop loop, Launched launched, OutputHub hub, OutputTap tap) {
    this.loop = loop;
    this.launched = launched;
    this.hub = hub;
    this.tap = tap;
  }

  /** Follows a program that has started to its end. */
  static RunningExec follow(EventLoop loop, Launched launched, OutputHub hub, OutputTap tap) {
    var exec = new RunningExec(loop, launched, hub, tap);
    var watch = new AtomicReference<EventLoop.Watch>();
    loop.execute(() ->
        watch.set(
            loop.watch(
                launched.pidfd(),
                EventLoop.READABLE,
                events -> {
                  Objects.requireNonNull(watch.get()).close();
                  exec.ended();
                })));
    return exec;
  }

  /** On the loop's thread: its pipes hold all it has written. */
  private void ended() {
    try {
      hub.finish(() -> {});
    } finally {
      int exitCode = launched.await().exitCode();
      launched.close();
      code.complete(exitCode);
    }
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return code.copy();
  }

  @Override
  public int waitFor() {
    int result = code.join();
    awaitOutput();
    return result;
  }

  @Override
  public Optional<Integer> waitFor(Duration time) {
    try {
      int result = code.get(time.toNanos(), TimeUnit.NANOSECONDS);
      awaitOutput();
      return Optional.of(result);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitOutput() {
    try {
      tap.awaitDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void signal(int number) {
    loop.execute(() -> {
      if (!code.isDone()) {
        Pidfd.signal(launched.pidfd(), number);
      }
    });
  }

  /** It leads a process group of its own, and is not reaped before the loop says so. */
  @Override
  public void kill() {
    loop.execute(() -> {
      if (!code.isDone()) {
        Signal.send(-launched.pid(), Signal.KILL);
        Pidfd.signal(launched.pidfd(), Signal.KILL);
      }
    });
  }

  @Override
  public void resize(int columns, int rows) {
    loop.execute(() -> {
      if (!code.isDone() && columns > 0 && rows > 0) {
        launched.terminal().ifPresent(master -> WindowSize.set(master, columns, rows));
      }
    });
  }

  @Override
  public void close() {
    hub.detach(tap);
  }
}
