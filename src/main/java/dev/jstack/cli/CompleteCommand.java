package dev.jstack.cli;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "__complete", description = "What the last of the words may become; for shells.")
final class CompleteCommand implements ReadOnly {
  private final Session session;

  @Parameters(paramLabel = "WORD")
  private List<String> words = List.of("");

  CompleteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try {
      new Completion(session.with(words), Verbs.ALL)
          .candidates(words)
          .forEach(session.out()::println);
    } catch (JstackException e) {
      // Whoever is typing can do nothing about it now.
    }
    return ExitCode.OK;
  }
}
