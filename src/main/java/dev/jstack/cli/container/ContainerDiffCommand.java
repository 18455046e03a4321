package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack diff}. */
@Command(
    name = "diff",
    description = "Show what a container added (A), changed (C) and deleted (D) in its image.")
public final class ContainerDiffCommand implements ReadOnly {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String name = "";

  public ContainerDiffCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var container = session.engine().containers().require(name);
    session.engine().snapshots().changes(container).forEach(session.out()::println);
    return ExitCode.OK;
  }
}
