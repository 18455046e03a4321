package dev.jstack.runtime.launch;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Starts processes: turns a request into a launch list and has the player play it. One per engine;
 * safe for all threads, virtual ones included.
 */
public final class Launcher implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Player player;
  private final LaunchThread thread;
  private final Consumer<LaunchList> change;

  public Launcher() {
    this(LIMIT, _ -> {});
  }

  /**
   * A launcher for tests.
   *
   * @param limit after which a start is killed
   * @param change what to do to each list before it is played
   */
  Launcher(Duration limit, Consumer<LaunchList> change) {
    this.player = Player.open();
    this.change = change;
    this.thread = new LaunchThread(player, limit);
    thread.start();
  }

  /**
   * Starts and returns when the program runs (execve has succeeded). Otherwise throws {@link
   * LaunchException}, and no process, mount or file of the start is left.
   */
  public Launched start(LaunchRequest request) {
    var flight = Flight.of(request, change);
    thread.submit(flight);
    try {
      return flight.result().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LaunchException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** The request's launch list in words, one step a line, values of variables left out. */
  public String explain(LaunchRequest request) {
    try (var flight = Flight.of(request, change)) {
      return flight.toString();
    }
  }

  @Override
  public void close() {
    thread.close();
    player.close();
  }
}
