package dev.jstack.cli.network;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack network rm}. */
@Command(name = "rm", description = "Remove networks.")
public final class NetworkRmCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "A missing one is no error.")
  private boolean force;

  @Parameters(paramLabel = "NETWORK", arity = "1..*")
  private List<String> names = List.of();

  public NetworkRmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(names, this::remove);
  }

  private void remove(String name) {
    if (Engine.PREDEFINED_NETWORKS.contains(name)) {
      throw new JstackException(name + " is a pre-defined network and cannot be removed");
    }
    var found = session.engine().networks().find(name);
    if (found.isEmpty() && !force) {
      throw new NotFoundException("network", name);
    }
    found.ifPresent(network -> {
      session.engine().networks().remove(List.of(network));
      session.out().println(name);
    });
  }
}
