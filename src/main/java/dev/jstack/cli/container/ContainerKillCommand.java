package dev.jstack.cli.container;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container kill}. */
@Command(name = "kill", description = "Send a signal to containers; SIGKILL unless told.")
public final class ContainerKillCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "Name or number.")
  private String signal = "SIGKILL";

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerKillCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(names, this::kill);
  }

  private void kill(String name) {
    session.engine().containers().kill(session.engine().containers().require(name), signal);
    session.out().println(name);
  }
}
