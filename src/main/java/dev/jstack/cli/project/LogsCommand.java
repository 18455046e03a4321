package dev.jstack.cli.project;

import dev.jstack.cli.container.LogOptions;
import dev.jstack.cli.container.LogOutput;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.Labels;
import dev.jstack.console.LogPrinter;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.output.LogQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose logs}. */
@Command(name = "logs", description = "Show what containers print.")
public final class LogsCommand implements ReadOnly {
  private final Session session;

  @Mixin private LogOptions options = new LogOptions();

  @Option(names = "--no-color", description = "No colours.")
  private boolean noColor;

  @Option(names = "--no-log-prefix", description = "No names before the lines.")
  private boolean noPrefix;

  @Option(names = "--index", paramLabel = "N", description = "Only this container of the service.")
  private int index;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).target();
    List<Container> found =
        ServiceContainers.numbered(
            new ServiceContainers(session).meant(target, services), services, index);
    LogOutput output = new LogOutput(printer(target, found), options, session.out());
    LogQuery query = options.query(Instant.now());
    if (options.follow) {
      follow(target, found, output, query);
    } else {
      try (var log = new MergedLog(session.engine().containers(), found, query)) {
        log.print(output);
      }
    }
    return ExitCode.OK;
  }

  private LogPrinter printer(Target target, List<Container> found) {
    var style = new LogPrinter.Style(session.colors() && !noColor, !noPrefix, options.timestamps);
    List<String> shown = found.stream().map(ServiceContainers::shortName).toList();
    Collection<String> services =
        target.project() != null
            ? target.project().services().keySet()
            : session.projects().containers(target.name()).stream()
                .map(ServiceContainers::service)
                .toList();
    return new LogPrinter(session.out(), style, shown, services);
  }

  private void follow(Target target, List<Container> found, LogOutput output, LogQuery query) {
    Containers containers = session.engine().containers();
    try (var stream =
            new LogStream(containers, output, container -> belongs(target, container), false);
        var log = new MergedLog(containers, found, query)) {
      log.print(output);
      log.handOn(stream::follow);
      stream.awaitEnd();
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
  }

  private boolean belongs(Target target, Container container) {
    return target.name().equals(container.labels().get(Labels.PROJECT))
        && !ServiceContainers.oneOff(container)
        && (services.isEmpty() || services.contains(ServiceContainers.service(container)));
  }
}
