package dev.jstack.cli.system;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.image.CheckReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack system check}. */
@Command(name = "check", description = "Read all stored images again and verify their digests.")
public final class SystemCheckCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--repair",
      description = "Remove what is broken, unless a container was made of it.")
  private boolean repair;

  public SystemCheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var images = session.engine().images();
    CheckReport report = repair ? images.repair() : new CheckReport(List.of(), images.check());
    report.repaired().forEach(session.out()::println);
    report.problems().forEach(session.out()::println);
    if (!report.problems().isEmpty()) {
      return ExitCode.FAILURE;
    }
    if (report.repaired().isEmpty()) {
      session.out().println("Nothing is wrong with the stored images.");
    }
    return ExitCode.OK;
  }
}
