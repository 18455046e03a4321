package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack logout}. */
@Command(name = "logout", description = "Forget the password for a registry.")
public final class LogoutCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", arity = "0..1")
  private String server = "";

  public LogoutCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var logins = session.engine().registries().logins(server, session.caller());
    session
        .out()
        .println(
            (logins.logout() ? "Removing login credentials for " : "Not logged in to ")
                + logins.server());
    return ExitCode.OK;
  }
}
