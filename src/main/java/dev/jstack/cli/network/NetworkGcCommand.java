package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.networking.Leftovers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack network gc}. */
@Command(
    name = "gc",
    description = {
      "Remove links and packet rules of lost engines.",
      "Lost is an engine that does not run and whose run directory is gone. Others' links and rules"
          + " are never touched."
    })
public final class NetworkGcCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only tell what would go.")
  private boolean dryRun;

  public NetworkGcCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Leftovers found = session.engine().networks().leftovers(!dryRun);
    String verb = dryRun ? "Would delete " : "Deleted ";
    found.links().forEach(link -> session.out().println(verb + "link " + link));
    found.tables().forEach(table -> session.out().println(verb + "table inet " + table));
    for (String obstacle : session.engine().networks().obstacles()) {
      session.err().println("WARNING: " + obstacle);
    }
    return ExitCode.OK;
  }
}
