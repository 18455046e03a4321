package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Together;
import dev.jstack.engine.Containers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jstack container restart}. */
@Command(name = "restart", description = "Stop and start containers.")
public final class ContainerRestartCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private StopOptions options = new StopOptions();

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerRestartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    return new Together(session)
        .run(
            names,
            container ->
                containers
                    .stop(container, options.signal, options.grace())
                    .thenAccept(_ -> {
                      containers.start(container);
                      containers.tell(container, "restart");
                    }));
  }
}
