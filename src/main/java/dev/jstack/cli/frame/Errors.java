package dev.jstack.cli.frame;

import dev.jstack.compose.text.Nearest;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.build.BuildException;
import dev.jstack.runtime.json.Json;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong, and what can be done about it. */
public final class Errors {
  private static final int SIGNALLED = 128;

  private final Session session;

  public Errors(Session session) {
    this.session = session;
  }

  /** The command line can't be understood; returns {@code exitCode}. */
  public int usage(ParameterException failure, int exitCode) {
    say(message(failure));
    var command = failure.getCommandLine().getCommandSpec().qualifiedName();
    session.err().println("see: " + command + " --help");
    return exitCode;
  }

  /** A command failed; returns its exit code. */
  public int report(Throwable failure) {
    var signal = session.invocation().interrupts().first();
    if (signal.isPresent() && isInterruption(failure)) {
      return SIGNALLED + signal.get().number();
    }
    switch (failure) {
      case SourceException source -> new SourceReport(session.invocation()).print(source);
      case BuildException build -> {
        session.err().print(build.block());
        session.err().println("ERROR: failed to build: failed to solve: " + build.getMessage());
      }
      case JstackException known ->
          say(known.getMessage() + known.hint().map(hint -> "; " + hint).orElse(""));
      default -> {
        say("internal error: " + failure);
        failure.printStackTrace(session.err());
        return ExitCode.FAILURE;
      }
    }
    if (session.options().debug) {
      failure.printStackTrace(session.err());
    }
    return ((JstackException) failure).exitCode();
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      var word = unmatched.getUnmatched().getFirst();
      var kind = unmatched.isUnknownOption() ? "unknown option" : "unknown command or argument";
      var hint = Nearest.hint(word, words(unmatched));
      return kind + " \"" + word + "\"" + (hint == null ? "" : "; " + hint);
    }
    if (failure instanceof MissingParameterException missing) {
      return "missing: "
          + missing.getMissing().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
    }
    return uncapitalized(
        String.valueOf(failure.getMessage())
            .replaceFirst("^Error: ", "")
            .replaceFirst("'([^']*)' is not an? (int|long)$", "expected a number, got \"$1\""));
  }

  /** What could have stood there. */
  private static Collection<String> words(UnmatchedArgumentException failure) {
    var line = failure.getCommandLine();
    return failure.isUnknownOption()
        ? line.getCommandSpec().optionsMap().keySet()
        : line.getSubcommands().keySet();
  }

  private static String uncapitalized(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /** Whether the command's thread was interrupted, however deep the news of it is wrapped. */
  private static boolean isInterruption(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException
          || cause instanceof CancellationException) {
        return true;
      }
    }
    return false;
  }

  private void say(String message) {
    String progress = session.options().progress;
    if ("json".equals(progress)) {
      session.err().println(Json.write(Map.of("error", true, "message", message)));
    } else {
      session.err().println("jstack: " + message);
    }
  }
}
