package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.DownOptions;
import dev.jstack.console.Progress;
import dev.jstack.engine.CancelledException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose wait}. */
@Command(name = "wait", description = "Wait until services end; exit with the last one's code.")
public final class WaitCommand implements ProjectChange {
  private final Session session;

  @Option(names = "--down-project", description = "Then take the project down.")
  private boolean down;

  @Parameters(paramLabel = "SERVICE", arity = "1..*")
  private List<String> services = List.of();

  public WaitCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).target();
    int code = ExitCode.OK;
    for (Container container : new ServiceContainers(session).of(target, services)) {
      code = await(container);
      session.out().println("container \"" + container.id() + "\" exited with status code " + code);
    }
    if (down) {
      try (Progress progress = session.progress("down")) {
        var _ =
            session
                .projects()
                .down(target.name(), target.project(), DownOptions.defaults(), progress);
      }
    }
    return code;
  }

  private int await(Container container) {
    try {
      return session.engine().containers().exit(container).get();
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
