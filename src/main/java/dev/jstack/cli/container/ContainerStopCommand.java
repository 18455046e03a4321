package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Together;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jstack container stop}. */
@Command(name = "stop", description = "Stop containers.")
public final class ContainerStopCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private StopOptions options = new StopOptions();

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerStopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Together(session)
        .run(
            names,
            container -> {
              return session.engine().containers().stop(container, options.signal, options.grace());
            });
  }
}
