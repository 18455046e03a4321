package dev.jstack.engine.watch;

import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.model.Project;
import dev.jstack.engine.Changes;
import dev.jstack.engine.ContainerChange;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.watch.FileWatch;
import dev.jstack.runtime.watch.Scope;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches a running project: its services' files, and those that say what it is. A change of the
 * latter is what {@code up} would make of it; then the rules are those of the new state.
 */
public final class ProjectWatch implements AutoCloseable {
  private final Engine engine;
  private final WatchRequest request;
  private final Display display;
  private final Operations operations;
  private final HostFiles host = new HostFiles();
  private final CopiedPaths copied = new CopiedPaths();
  private final Changes.Registration registration;
  private volatile WatchedServices services;
  private volatile State state;
  private boolean closed;

  /** What says what the project is, under watch. */
  private record State(ProjectFiles files, FileWatch watch, Lane<ProjectFiles> lane) {
    void close() {
      watch.close();
      lane.close();
    }
  }

  private ProjectWatch(Engine engine, LoadedProject loaded, WatchRequest request, Display display) {
    this.engine = engine;
    this.request = request;
    this.display = display;
    operations = new Operations(request.projects(), request.caller(), display);
    WatchRules rules = WatchRules.of(loaded.project(), request.services(), request.auto());
    warn(rules);
    services = watched(loaded.project(), rules);
    state = state(loaded, rules);
    registration = engine.containers().changes().listen(this::changed);
  }

  /**
   * Begins to watch; every change after this returns is seen.
   *
   * @param loaded the project as it runs
   * @throws JstackException if there is nothing to watch
   */
  public static ProjectWatch start(
      Engine engine, LoadedProject loaded, WatchRequest request, Display display) {
    var watch = new ProjectWatch(engine, loaded, request, display);
    watch.services.start();
    watch.state.lane().start();
    display.say("Watch enabled");
    return watch;
  }

  /** Fails as {@link #start} would, before anything is started. */
  public static void check(LoadedProject loaded, WatchRequest request) {
    var _ = WatchRules.of(loaded.project(), request.services(), request.auto());
  }

  private void warn(WatchRules rules) {
    rules.warnings().stream().map(Problem::toString).forEach(display::say);
    if (rules.byService().isEmpty()) {
      display.say("No service is configured for watch any more; only the project's files are");
    }
  }

  private WatchedServices watched(Project project, WatchRules rules) {
    return new WatchedServices(engine, operations, project, rules, request, copied, display);
  }

  /** Whether it is stopping, starting or replacing containers. */
  public boolean isChanging() {
    return operations.areChanging();
  }

  private State state(LoadedProject loaded, WatchRules rules) {
    ProjectFiles files = ProjectFiles.of(loaded, rules.dockerignores());
    var lane =
        new Lane<>(
            "project", Set.of(files), Debounce.Pace.MODERATE, new Reload(), System::nanoTime);
    var watch =
        FileWatch.open(
            new Scope(files.paths(), _ -> false),
            new FileWatch.Listener() {
              @Override
              public void changed(Set<RawPath> paths) {
                lane.changed(paths);
              }

              @Override
              public void failed(JstackException failure) {
                display.failed(failure);
              }
            });
    host.learn(files.paths());
    return new State(files, watch, lane);
  }

  /** Takes the project's own changes in. */
  private final class Reload implements Lane.Work<ProjectFiles> {
    private volatile @Nullable Thread running;

    @Override
    public void run(Map<ProjectFiles, SortedSet<RawPath>> changes) {
      running = Thread.currentThread();
      changes.values().forEach(ProjectWatch.this::reload);
      running = null;
    }

    @Override
    public void abandon() {
      Thread thread = running;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  private void reload(SortedSet<RawPath> paths) {
    if (!host.differ(paths)) {
      return;
    }
    String names =
        paths.stream().map(path -> path.name().toString()).collect(Collectors.joining(", "));
    display.say("Reloading the project after changes of " + names);
    try {
      LoadedProject loaded = request.load().get();
      WatchRules rules = WatchRules.found(loaded.project(), request.services(), request.auto());
      warn(rules);
      move(loaded, rules);
    } catch (JstackException e) {
      display.failed(e);
    }
  }

  /** The new state gathers changes before the old one ends, so that none is lost between. */
  private void move(LoadedProject loaded, WatchRules rules) {
    Project project = loaded.project();
    State before = state;
    var next = watched(project, rules);
    state = state(loaded, rules);
    next.report(services.close());
    services = next;
    try {
      operations.up(project, request.up().apply(loaded));
    } catch (JstackException e) {
      display.failed(e);
    }
    before.close();
    startUnlessClosed();
  }

  private synchronized void startUnlessClosed() {
    if (closed) {
      services.close();
      state.close();
    } else {
      services.start();
      state.lane().start();
    }
  }

  private void changed(ContainerChange change) {
    if (change.kind() == ContainerChange.Kind.CREATE) {
      services.made(change.container());
    }
  }

  /** Ends watching; what runs goes on, a build is cancelled. */
  @Override
  public void close() {
    registration.close();
    synchronized (this) {
      closed = true;
    }
    state.close();
    services.close();
    host.close();
    display.say("Watch disabled");
  }
}
