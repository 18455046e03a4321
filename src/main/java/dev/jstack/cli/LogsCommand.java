package dev.jstack.cli;

import dev.jstack.cli.ProjectAccess.Target;
import dev.jstack.compose.plan.Labels;
import dev.jstack.console.LogPrinter;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.LogQuery;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Show what containers print.")
final class LogsCommand implements Callable<Integer> {
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

  LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).target();
    List<Container> found =
        new ServiceContainers(session)
            .of(target, services).stream()
                .filter(c -> index == 0 || ServiceContainers.number(c) == index)
                .toList();
    var style = new LogPrinter.Style(session.colors() && !noColor, !noPrefix, options.timestamps);
    var printer =
        new LogPrinter(
            session.out(), style, found.stream().map(ServiceContainers::shortName).toList());
    LogQuery query = options.query(Instant.now());
    if (options.follow) {
      follow(target, found, printer, query);
    } else {
      found.forEach(container -> read(container, printer, query));
    }
    return ExitCode.OK;
  }

  private void read(Container container, LogPrinter printer, LogQuery query) {
    String name = ServiceContainers.shortName(container);
    session
        .engine()
        .containers()
        .log(container)
        .read(query, line -> printer.line(name, line.time().toString(), line.bytes()));
  }

  private void follow(Target target, List<Container> found, LogPrinter printer, LogQuery query) {
    Containers containers = session.engine().containers();
    try (var stream =
        new LogStream(containers, printer, container -> belongs(target, container), false)) {
      found.forEach(container -> stream.follow(container, query));
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
