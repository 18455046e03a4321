package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import picocli.CommandLine.ParameterException;

/** Tells the user what went wrong. */
final class Errors {
  private final Session session;

  Errors(Session session) {
    this.session = session;
  }

  /** The command line can't be understood. */
  int usage(ParameterException failure) {
    say(String.valueOf(failure.getMessage()));
    var command = failure.getCommandLine().getCommandSpec().qualifiedName();
    session.err().println("see: " + command + " --help");
    return ExitCode.FAILURE;
  }

  /** A command failed; returns its exit code. */
  int report(Throwable failure) {
    if (failure instanceof JstackException known) {
      say(known.getMessage() + known.hint().map(hint -> "; " + hint).orElse(""));
      return known.exitCode();
    }
    say("internal error: " + failure);
    failure.printStackTrace(session.err());
    return ExitCode.FAILURE;
  }

  private void say(String message) {
    session.err().println("jstack: " + message);
  }
}
