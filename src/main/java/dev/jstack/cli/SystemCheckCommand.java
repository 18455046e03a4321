package dev.jstack.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "check", description = "Read all stored images again and verify their digests.")
final class SystemCheckCommand implements Callable<Integer> {
  private final Session session;

  SystemCheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<String> problems = session.engine().images().check();
    problems.forEach(session.out()::println);
    if (!problems.isEmpty()) {
      return ExitCode.FAILURE;
    }
    session.out().println("Nothing is wrong with the stored images.");
    return ExitCode.OK;
  }
}
