package dev.jstack.cli.system;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import picocli.CommandLine.Command;

/** {@code jstack engine status}. */
@Command(name = "status", description = "Show the engine's process.")
public final class EngineStatusCommand implements ReadOnly {
  private final Session session;

  public EngineStatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var status = session.control().status();
    var out = session.out();
    out.println("pid       " + status.pid());
    out.println("version   " + status.version());
    out.println("up        " + status.uptime().toSeconds() + " s");
    out.println("commands  " + (status.commands() - 1));
    out.println("memory    " + (status.residentBytes() >> 20) + " MiB");
    out.println("state     " + session.engine().stateDir());
    return ExitCode.OK;
  }
}
