package dev.jstack.cli.project;

import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.engine.watch.ProjectWatch;
import dev.jstack.engine.watch.WatchRequest;
import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watching that goes on and off while {@code up} runs: {@code --watch}, and key {@code w}. Services
 * with a build and without rules are built again, as with {@code watch --auto}.
 */
final class WatchSwitch implements AutoCloseable {
  private final Session session;
  private final WatchRequest request;
  private final WatchDisplay display;
  private volatile @Nullable ProjectWatch watch;

  /**
   * Off at first.
   *
   * @param services those that {@code up} was told; empty for all
   * @param up what {@code up} does with the project
   * @param place makes room for what is printed
   */
  WatchSwitch(
      Session session,
      List<String> services,
      Function<LoadedProject, UpOptions> up,
      Consumer<Runnable> place) {
    this.session = session;
    this.request =
        new WatchRequest(
            () -> new ProjectAccess(session).loadQuietly(services),
            services,
            true,
            true,
            up,
            session.projects(),
            session.caller());
    this.display = new WatchDisplay(session, place, true);
  }

  /** Fails as {@link #on} would, before anything is started. */
  void check() {
    ProjectWatch.check(request.load().get(), request);
  }

  synchronized boolean isOn() {
    return watch != null;
  }

  /** Whether it is stopping, starting or replacing containers; asked while that goes on. */
  boolean isChanging() {
    ProjectWatch running = watch;
    return running != null && running.isChanging();
  }

  /** Switches it on; an error if there is nothing to watch. */
  synchronized void on() {
    if (watch == null) {
      watch = ProjectWatch.start(session.engine(), request.load().get(), request, display);
    }
  }

  /** Switches it on or off; errors are shown. */
  synchronized void toggle() {
    if (watch != null) {
      close();
      return;
    }
    try {
      on();
    } catch (JstackException e) {
      display.failed(e);
    }
  }

  @Override
  public synchronized void close() {
    ProjectWatch running = watch;
    if (running != null) {
      try {
        running.close();
      } finally {
        watch = null;
      }
    }
  }
}
