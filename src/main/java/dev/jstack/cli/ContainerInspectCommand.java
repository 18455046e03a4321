package dev.jstack.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show all about containers.")
final class ContainerInspectCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "TEMPLATE",
      description = "Only this.")
  private @Nullable String format;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  ContainerInspectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var inspection = new Inspection(session, format);
    return inspection.run(
        names, name -> session.engine().containers().find(name).map(session.engine()::describe));
  }
}
