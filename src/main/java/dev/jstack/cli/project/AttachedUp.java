package dev.jstack.cli.project;

import dev.jstack.cli.container.LogOutput;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.Selected;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.console.LogPrinter;
import dev.jstack.console.Progress;
import dev.jstack.console.Signal;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.ContainerChange;
import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerState;
import dev.jstack.runtime.container.output.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code up} in the foreground: shows the logs until all containers end. Ctrl-C stops them with
 * their grace, a second one kills them; a caller that is gone leaves them running.
 */
final class AttachedUp {
  private static final int INTERRUPTED = 130;
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  /** A wrapper that hands a signal on to its group makes two of one key press. */
  private static final Duration ONE_PRESS = Duration.ofMillis(300);

  private final Session session;
  private volatile Project project;
  private final List<String> services;
  private final AttachOptions options;
  private final AtomicBoolean aborting = new AtomicBoolean();
  private final CompletableFuture<Integer> outcome = new CompletableFuture<>();
  private volatile boolean left;
  private volatile boolean bringing;
  private volatile Runnable stopping = () -> {};
  private volatile Instant pressed = Instant.MIN;
  private @Nullable Long grace;
  private volatile @Nullable WatchSwitch watch;

  AttachedUp(Session session, Project project, List<String> services, AttachOptions options) {
    this.session = session;
    this.project = project;
    this.services = services;
    this.options = options;
  }

  int run(UpOptions up, ChangeOptions changes) {
    Containers containers = session.engine().containers();
    var style =
        new LogPrinter.Style(
            session.colors() && !options.noColor, !options.noPrefix, options.timestamps);
    List<String> shown = attachedNames(up);
    var printer = new LogPrinter(session.out(), style, shown, project.services().keySet());
    printer.heading("Attaching to " + String.join(", ", shown));
    grace = up.timeoutMillis();
    WatchSwitch watching = watching(up, printer);
    if (options.watch) {
      watching.check();
    }
    try (var logs = new LogStream(containers, new LogOutput(printer), this::shown, true);
        var _ = containers.changes().listen(this::ended);
        var _ = new Aftermath(session).watch(project, printer)) {
      bringUp(up, changes, printer, logs);
      return await(logs, printer, watching);
    }
  }

  /** What up was told holds for later changes, too, but what is once done is done. */
  private WatchSwitch watching(UpOptions up, LogPrinter printer) {
    UpOptions again =
        UpOptions.defaults()
            .withSelection(up.selection())
            .withScale(up.scale())
            .withTimeoutMillis(grace);
    return new WatchSwitch(
        session,
        services,
        loaded -> {
          project = loaded.project();
          return again;
        },
        printer::apart);
  }

  /** An interruption meanwhile is heard by {@link #await}. */
  private void bringUp(UpOptions up, ChangeOptions changes, LogPrinter printer, LogStream logs) {
    List<Container> before = own();
    bringing = true;
    try (Progress progress = session.progress("up")) {
      printer.through(progress::above);
      Plan plan = session.projects().up(project, up, session.caller(), changes.quietly(progress));
      new Aftermath(session).report(plan, project, progress);
    } catch (CancelledException e) {
      var _ = Thread.interrupted();
      return;
    } finally {
      bringing = false;
      printer.through(Runnable::run);
    }
    printer.begin();
    own().stream()
        .filter(this::shown)
        .filter(container -> container.state().status().isAlive() && before.contains(container))
        .forEach(container -> logs.follow(container, LogQuery.NONE));
  }

  private int await(LogStream logs, LogPrinter printer, WatchSwitch watching) {
    watch = watching;
    try (watching;
        var _ = session.invocation().interrupts().handle(this::interrupted);
        var menu = options.hasMenu(session) ? menu(logs) : null) {
      if (menu != null) {
        printer.through(menu::above);
        Runnable leave = menu::close;
        stopping =
            () -> {
              printer.through(Runnable::run);
              leave.run();
            };
      }
      if (options.watch && !outcome.isDone()) {
        watching.on();
        refresh(menu);
      }
      var end = Thread.ofPlatform().daemon().name("up-end").start(() -> finish(logs));
      int code = outcome.join();
      end.interrupt();
      if (!left) {
        logs.awaitEnd(LAST_LINES);
      }
      printer.through(Runnable::run);
      return code;
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
  }

  private static void refresh(@Nullable KeyMenu menu) {
    if (menu != null) {
      menu.refresh();
    }
  }

  private KeyMenu menu(LogStream logs) {
    return KeyMenu.open(
        session.invocation(),
        List.of(
            new KeyMenu.Key(
                'w', () -> isWatching() ? "Stop watching" : "Watch", () -> toggleWatch(logs)),
            new KeyMenu.Key('d', () -> "Detach", this::leave)));
  }

  private boolean isWatching() {
    WatchSwitch switched = watch;
    return switched != null && switched.isOn();
  }

  /** Without watching, nothing comes back once all have ended. */
  private void toggleWatch(LogStream logs) {
    WatchSwitch switched = watch;
    if (switched != null) {
      switched.toggle();
      if (!switched.isOn()) {
        Thread.ofPlatform().daemon().name("up-end").start(() -> finish(logs));
      }
    }
  }

  /** The containers go on without us. */
  private void leave() {
    left = true;
    outcome.complete(ExitCode.OK);
  }

  /** The natural end: none of those that it is about runs any more. */
  private void finish(LogStream logs) {
    try {
      for (Container container : own()) {
        if (counts(container)) {
          session.engine().containers().exit(container).get();
        }
      }
      logs.awaitEnd();
      boolean natural =
          session.invocation().interrupts().first().isEmpty() && !aborting.get() && !isWatching();
      if (natural) {
        outcome.complete(ExitCode.OK);
      }
    } catch (InterruptedException | ExecutionException e) {
      outcome.complete(ExitCode.FAILURE);
    }
  }

  private void ended(ContainerChange change) {
    boolean end =
        change.kind() == Kind.DIE && mine(change.container()) && counts(change.container());
    if (!end
        || session.engine().containers().restarting(change.container())
        || isReplacing(change.container())) {
      return;
    }
    int code = change.container().state().exitCode();
    boolean aborts = options.aborts() || (options.abortOnFailure && code != 0);
    if (aborts && aborting.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().start(() -> abort(code));
    }
  }

  /** What we or watching stop is no end: it comes back, or another one comes in its place. */
  private boolean isReplacing(Container container) {
    WatchSwitch switched = watch;
    boolean changing = bringing || (switched != null && switched.isChanging());
    ContainerState state = container.state();
    return changing && (state.stoppedByUser() || state.status().isAlive());
  }

  private int codeOf(String service) {
    return own().stream()
        .filter(container -> ServiceContainers.service(container).equals(service))
        .map(container -> container.state().exitCode())
        .findFirst()
        .orElse(ExitCode.FAILURE);
  }

  private void abort(int code) {
    stopping.run();
    session.err().println("Aborting on container exit...");
    stop();
    String from = options.exitCodeFrom;
    outcome.complete(from == null ? code : codeOf(from));
  }

  private void interrupted(Signal signal) {
    if (signal == Signal.HUP || signal == Signal.PIPE) {
      left = true;
      outcome.complete(128 + signal.number());
    } else if (session.invocation().interrupts().count() <= 1) {
      pressed = Instant.now();
      stopping.run();
      session.err().println("Gracefully Stopping... press Ctrl+C again to force");
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            stop();
            outcome.complete(INTERRUPTED);
          });
    } else if (Instant.now().isAfter(pressed.plus(ONE_PRESS))) {
      meant().stream()
          .filter(container -> container.state().status().isAlive())
          .forEach(container -> session.engine().containers().kill(container, "KILL"));
      outcome.complete(INTERRUPTED);
    }
  }

  private void stop() {
    WatchSwitch switched = watch;
    if (switched != null) {
      switched.close();
    }
    try (Progress progress = session.progress("stop")) {
      var _ = session.projects().stop(project.name(), project, services, grace, progress);
    }
  }

  /** Those that an interruption ends. */
  private List<Container> meant() {
    return new ServiceContainers(session).meant(new Target(project.name(), project), services);
  }

  private List<Container> own() {
    return new ServiceContainers(session).of(new Target(project.name(), project), List.of());
  }

  private boolean mine(Container container) {
    return project.name().equals(container.labels().get(Labels.PROJECT))
        && !ServiceContainers.oneOff(container);
  }

  /** As docker compose has it: the services that were named, or all that are attached to. */
  private boolean counts(Container container) {
    String service = ServiceContainers.service(container);
    return services.isEmpty()
        ? project.services().containsKey(service) && chosen(service)
        : services.contains(service);
  }

  private boolean shown(Container container) {
    String service = ServiceContainers.service(container);
    return mine(container) && project.services().containsKey(service) && chosen(service);
  }

  private boolean chosen(String service) {
    boolean wanted =
        options.attach.isEmpty()
            ? services.isEmpty() || options.attachDependencies || services.contains(service)
            : options.attach.contains(service);
    return wanted && !options.noAttach.contains(service) && project.service(service).attach();
  }

  private List<String> attachedNames(UpOptions up) {
    return Selected.of(project, up.selection()).services().stream()
        .filter(service -> chosen(service.name()))
        .flatMap(
            service -> names(service, up.scale().getOrDefault(service.name(), service.scale())))
        .sorted()
        .toList();
  }

  private Stream<String> names(Service service, int scale) {
    return IntStream.rangeClosed(1, scale)
        .mapToObj(number -> ServiceContainer.name(project, service, number))
        .map(name -> ServiceContainers.shortName(project.name(), name));
  }
}
