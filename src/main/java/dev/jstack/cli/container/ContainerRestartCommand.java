package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Together;
import dev.jstack.engine.Containers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container restart}. */
@Command(name = "restart", description = "Stop and start containers.")
public final class ContainerRestartCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-t", "--timeout", "--time"},
      paramLabel = "SECONDS",
      description = "Grace time; default: each container's own.")
  private @Nullable Integer timeout;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "Signal to begin with; default: each container's own.")
  private @Nullable String signal;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerRestartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    Duration grace = timeout == null ? null : Duration.ofSeconds(timeout);
    return new Together(session)
        .run(
            names,
            container ->
                containers
                    .stop(container, signal, grace)
                    .thenAccept(_ -> {
                      containers.start(container);
                      containers.tell(container, "restart");
                    }));
  }
}
