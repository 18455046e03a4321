package dev.jstack.cli.container;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Containers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container rm}. */
@Inert(
    names = {"-l", "--link"},
    because = "links are lines of /etc/hosts, fixed when a container is made")
@Command(name = "rm", description = "Remove containers.")
public final class ContainerRmCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Kill those that run.")
  private boolean force;

  @Option(
      names = {"-v", "--volumes"},
      description = "Remove their anonymous volumes, too.")
  private boolean volumes;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerRmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(names, this::remove);
  }

  private void remove(String name) {
    Containers containers = session.engine().containers();
    if (force && containers.find(name).isEmpty()) {
      session.err().println("jstack: no such container: " + name);
    } else {
      containers.remove(containers.require(name), force, volumes);
      session.out().println(name);
    }
  }
}
