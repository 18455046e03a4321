package dev.jstack.cli.container;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Containers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack container wait}. */
@Command(name = "wait", description = "Wait until containers end; print their exit codes.")
public final class ContainerWaitCommand implements ReadOnly {
  private final Session session;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerWaitCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(names, this::await);
  }

  private void await(String name) {
    Containers containers = session.engine().containers();
    try {
      session.out().println(containers.exit(containers.require(name)).get());
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
