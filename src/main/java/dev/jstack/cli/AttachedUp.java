package dev.jstack.cli;

import dev.jstack.cli.ProjectAccess.Target;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.console.LogPrinter;
import dev.jstack.console.Progress;
import dev.jstack.console.Signal;
import dev.jstack.engine.ContainerChange;
import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.LogQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code up} in the foreground: shows the logs until all containers end. Ctrl-C stops them with
 * their grace, a second one kills them; a caller that is gone leaves them running.
 */
final class AttachedUp {
  private static final int INTERRUPTED = 130;

  private final Session session;
  private final Project project;
  private final List<String> services;
  private final AttachOptions options;
  private final AtomicBoolean aborting = new AtomicBoolean();
  private final CompletableFuture<Integer> outcome = new CompletableFuture<>();

  AttachedUp(Session session, Project project, List<String> services, AttachOptions options) {
    this.session = session;
    this.project = project;
    this.services = services;
    this.options = options;
  }

  int run(UpOptions up, ChangeOptions changes) {
    Engine engine = session.engine();
    var style =
        new LogPrinter.Style(
            session.colors() && !options.noColor, !options.noPrefix, options.timestamps);
    var printer = new LogPrinter(session.out(), style, names());
    try (var logs = new LogStream(engine.containers(), printer, this::shown, true);
        var _ = engine.containers().changes().listen(this::ended)) {
      List<Container> before = own();
      try (Progress progress = session.progress("up")) {
        Plan plan = engine.projects().up(project, up, session.caller(), changes.quietly(progress));
        new PlanPrinter(session).aftermath(plan, progress);
      }
      session.out().println("Attaching to " + String.join(", ", attachedNames()));
      own().stream()
          .filter(this::shown)
          .filter(container -> container.state().status().isAlive() && before.contains(container))
          .forEach(container -> logs.follow(container, LogQuery.NONE));
      return await(logs);
    }
  }

  private int await(LogStream logs) {
    try (var _ = session.invocation().interrupts().handle(this::interrupted)) {
      var end = Thread.ofPlatform().daemon().name("up-end").start(() -> finish(logs));
      int code = outcome.join();
      end.interrupt();
      return code;
    }
  }

  /** The natural end: no container runs any more. */
  private void finish(LogStream logs) {
    try {
      for (Container container : own()) {
        session.engine().containers().exit(container).get();
      }
      logs.awaitEnd();
      outcome.complete(ExitCode.OK);
    } catch (InterruptedException | ExecutionException e) {
      outcome.complete(ExitCode.FAILURE);
    }
  }

  private void ended(ContainerChange change) {
    boolean end = change.kind() == Kind.DIE && mine(change.container());
    if (!end || session.engine().containers().restarting(change.container())) {
      return;
    }
    int code = change.container().state().exitCode();
    boolean aborts = options.aborts() || (options.abortOnFailure && code != 0);
    if (aborts && aborting.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().start(() -> abort(code));
    }
  }

  private int codeOf(String service) {
    return own().stream()
        .filter(container -> ServiceContainers.service(container).equals(service))
        .map(container -> container.state().exitCode())
        .findFirst()
        .orElse(ExitCode.FAILURE);
  }

  private void abort(int code) {
    session.err().println("Aborting on container exit...");
    stop();
    String from = options.exitCodeFrom;
    outcome.complete(from == null ? code : codeOf(from));
  }

  private void interrupted(Signal signal) {
    if (signal == Signal.HUP || signal == Signal.PIPE) {
      outcome.complete(128 + signal.number());
    } else if (session.invocation().interrupts().count() <= 1) {
      session.err().println("Gracefully Stopping... press Ctrl+C again to force");
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            stop();
            outcome.complete(INTERRUPTED);
          });
    } else {
      own().stream()
          .filter(container -> container.state().status().isAlive())
          .forEach(container -> session.engine().containers().kill(container, "KILL"));
      outcome.complete(INTERRUPTED);
    }
  }

  private void stop() {
    try (Progress progress = session.progress("stop")) {
      EventListener events = progress;
      session.projects().stop(project.name(), project, services, null, events);
    }
  }

  private List<Container> own() {
    return new ServiceContainers(session).of(new Target(project.name(), project), List.of());
  }

  private boolean mine(Container container) {
    return project.name().equals(container.labels().get(Labels.PROJECT))
        && !ServiceContainers.oneOff(container);
  }

  private boolean shown(Container container) {
    String service = ServiceContainers.service(container);
    boolean known = project.services().containsKey(service);
    boolean chosen =
        options.attach.isEmpty()
            ? services.isEmpty() || options.attachDependencies || services.contains(service)
            : options.attach.contains(service);
    return mine(container)
        && known
        && chosen
        && !options.noAttach.contains(service)
        && project.service(service).attach();
  }

  private List<String> names() {
    return project.services().values().stream()
        .flatMap(service ->
            IntStream.rangeClosed(1, service.scale())
                .mapToObj(number -> service.name() + "-" + number))
        .toList();
  }

  private List<String> attachedNames() {
    return own().stream()
        .filter(this::shown)
        .map(ServiceContainers::shortName)
        .collect(Collectors.toList());
  }
}
