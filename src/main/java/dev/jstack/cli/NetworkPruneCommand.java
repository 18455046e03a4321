package dev.jstack.cli;

import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove networks that nothing uses.")
final class NetworkPruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  NetworkPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String warning =
        "WARNING! This will remove all custom networks not used by at least one container."
            + "\nAre you sure?";
    if (!force && !new Question(session).yes(warning)) {
      return ExitCode.OK;
    }
    Networks networks = session.engine().networks();
    for (Network network : networks.list()) {
      if (networks.attachments(network).isEmpty() && !network.name().equals("bridge")) {
        networks.remove(List.of(network));
        session.out().println(network.name());
      }
    }
    return ExitCode.OK;
  }
}
