package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The one thread that spawns players, follows the starts and reaps the players (keepers included)
 * when they end. It lives as long as the engine: a child started by a thread is told of that
 * thread's death (PR_SET_PDEATHSIG), not of the process's.
 */
final class LaunchThread implements AutoCloseable {
  private static final int SMALL = 64;

  private final Player player;
  private final long limitNanos;
  private final Pipe wake = Pipe.open(Fd.O_NONBLOCK);
  private final ConcurrentLinkedQueue<Flight> queue = new ConcurrentLinkedQueue<>();
  private final Map<Fd, Flight> flights = new HashMap<>();
  private final Map<Fd, Runnable> ending = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  LaunchThread(Player player, Duration limit) {
    this.player = player;
    this.limitNanos = limit.toNanos();
    this.thread = Thread.ofPlatform().daemon().name("jstack-launch").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has {@code flight} carried out; its result tells the end. */
  void submit(Flight flight) {
    queue.add(flight);
    signal();
  }

  private void signal() {
    new FileOutput(wake.writer()).write(1);
  }

  private void run() {
    while (!closed) {
      var waiting = new ArrayList<Fd>();
      waiting.add(wake.reader());
      waiting.addAll(flights.keySet());
      waiting.addAll(ending.keySet());
      for (Fd ready : Poll.readable(waiting, timeout())) {
        guarded(() -> handle(ready));
      }
      guarded(this::expire);
    }
  }

  /** A bug with one start must not take all others with it: it is reported as any thread's. */
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      var current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }
  }

  private void handle(Fd ready) {
    if (ready == wake.reader()) {
      drain(ready);
      takeOff();
    } else if (flights.containsKey(ready)) {
      follow(flights.get(ready));
    } else if (ending.containsKey(ready)) {
      reaped(ready);
    }
  }

  private void takeOff() {
    for (var flight = queue.poll(); flight != null; flight = queue.poll()) {
      try {
        flight.spawn(player, System.nanoTime() + limitNanos);
        flights.put(flight.started(), flight);
      } catch (RuntimeException e) {
        flight.close();
        flight.result().completeExceptionally(e);
      }
    }
  }

  /** A byte: the process lives with the engine from here on. The end: it runs or has failed. */
  private void follow(Flight flight) {
    if (drain(flight.started())) {
      return;
    }
    flights.remove(flight.started());
    Runnable then = conclude(flight);
    flight.close();
    ending.put(flight.player(), then);
  }

  /** A start's success is told at once, its failure when its player has ended. */
  private static Runnable conclude(Flight flight) {
    var result = flight.result();
    try {
      var launched = flight.launched();
      if (launched.isPresent()) {
        result.complete(launched.get());
        return () -> {};
      }
      var failure = flight.failure();
      return () -> result.completeExceptionally(failure);
    } catch (RuntimeException e) {
      end(flight, e);
      return () -> result.completeExceptionally(e);
    }
  }

  /** What runs but can't be handed over doesn't stay. */
  private static void end(Flight flight, RuntimeException cause) {
    try {
      var _ = flight.failure();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** False at the end of input. */
  private static boolean drain(Fd fd) {
    return new FileInput(fd).read(new byte[SMALL], 0, SMALL) > 0;
  }

  private void reaped(Fd child) {
    Runnable then = ending.remove(child);
    Pidfd.reap(child, false);
    child.close();
    if (then != null) {
      then.run();
    }
  }

  private void expire() {
    long now = System.nanoTime();
    for (var flight : List.copyOf(flights.values())) {
      if (flight.deadline() - now < 0) {
        flight.expire();
      }
    }
  }

  private long timeout() {
    long now = System.nanoTime();
    return flights.values().stream()
        .mapToLong(flight -> Math.max(0, Duration.ofNanos(flight.deadline() - now).toMillis() + 1))
        .min()
        .orElse(-1);
  }

  @Override
  public void close() {
    closed = true;
    signal();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wake.close();
  }
}
