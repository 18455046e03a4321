package dev.jstack.cli;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print the completion of a shell: source <(jstack completion bash).")
final class CompletionCommand implements ReadOnly {
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final Session session;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  CompletionCommand(Session session) {
    this.session = session;
  }

  /** Needs no engine. */
  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw new JstackException("no completion for \"" + shell + "\"", "bash, zsh or fish", null);
    }
    session.out().print(Share.text("completion." + shell));
    return ExitCode.OK;
  }
}
