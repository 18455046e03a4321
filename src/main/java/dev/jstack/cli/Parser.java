package dev.jstack.cli;

import dev.jstack.cli.frame.Errors;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.GlobalOptions;
import dev.jstack.cli.frame.InertOptions;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.GoBoolean;
import dev.jstack.runtime.JstackException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line of one session: picocli's tree of the verbs that it needs. */
final class Parser {
  private final Session session;
  private final List<Verb> verbs;
  private final GlobalOptions nearer = new GlobalOptions();

  Parser(Session session, List<Verb> verbs) {
    this.session = session;
    this.verbs = verbs;
  }

  /** Parses and runs; returns the exit code. */
  int run(List<String> arguments) {
    var root = tree(arguments);
    var errors = new Errors(session);
    root.setOut(writer(session.out()));
    root.setErr(writer(session.err()));
    root.setParameterExceptionHandler((failure, _) -> errors.usage(failure, code(failure)));
    root.setExecutionStrategy(parsed -> {
      session.options().add(nearer);
      InertOptions.warn(parsed, session.err());
      try {
        session.options().check();
        refuseRehearsal(parsed);
      } catch (JstackException e) {
        return errors.report(e);
      }
      return new RunLast().execute(parsed);
    });
    root.setExecutionExceptionHandler((failure, _, _) -> errors.report(failure));
    return root.execute(arguments.toArray(String[]::new));
  }

  /** With {@code --dry-run} nothing is changed, also by a command that can't tell what it would. */
  private void refuseRehearsal(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Object command = last.commandSpec().userObject();
    boolean known = command instanceof ProjectChange || command instanceof ReadOnly;
    if (session.rehearses() && command instanceof Callable<?> && !known) {
      throw new JstackException(
          "--dry-run: \"" + last.commandSpec().name() + "\" can't tell what it would do",
          "nothing was done",
          null);
    }
  }

  /** The commands that the arguments may mean. */
  CommandLine tree(List<String> arguments) {
    var root = line(new RootCommand(session), "-h", "--help");
    root.addMixin("options", session.options());
    add(root, verbs, arguments);
    // As in docker, the last one counts.
    root.setOverwrittenOptionsAllowed(true);
    return root;
  }

  /**
   * Reading the annotations of all commands takes longer than most commands: only those whose name
   * occurs are added, or all of them when none does (for the help and "did you mean").
   */
  private void add(CommandLine parent, List<Verb> choice, List<String> arguments) {
    var named = choice.stream().filter(verb -> verb.isIn(arguments)).toList();
    for (var verb : named.isEmpty() ? choice : named) {
      switch (verb) {
        case Verb.Single single -> {
          var line = line(single.command().apply(session), "--help");
          line.setStopAtPositional(single.runsProgram());
          line.setCommandName(single.name());
          addFlags(line);
          line.getCommandSpec().usageMessage().hidden(single.name().startsWith("__"));
          parent.addSubcommand(single.name(), line, single.aliases().toArray(String[]::new));
        }
        case Verb.Group group -> {
          var line = line(CommandSpec.wrapWithoutInspection(usage(group)), "--help");
          line.getCommandSpec().usageMessage().description(group.description());
          if (group.name().equals("compose")) {
            line.addMixin("options", nearer);
          }
          add(line, group.verbs(), arguments);
          parent.addSubcommand(group.name(), line);
        }
      }
    }
  }

  /** Options that may stand behind the verb as well as before it. */
  private void addFlags(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.findOption("--strict") == null) {
      spec.addOption(flag("--strict", GlobalOptions.STRICT, () -> nearer.strict = true));
    }
    if (line.getCommand() instanceof ProjectChange) {
      spec.addOption(
          flag(
              "--dry-run", "Show what would be done, and do nothing.", () -> nearer.dryRun = true));
      spec.addOption(flag("--adopt", GlobalOptions.ADOPT, () -> nearer.adopt = true));
    }
  }

  private static OptionSpec flag(String name, String description, Runnable given) {
    return OptionSpec.builder(name)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .setter(
            new ISetter() {
              @Override
              public <T> T set(T value) {
                if (Boolean.TRUE.equals(value)) {
                  given.run();
                }
                return value;
              }
            })
        .build();
  }

  private static CommandLine line(Object command, String... helpNames) {
    var line = new CommandLine(command);
    InertOptions.add(line.getCommandSpec());
    line.registerConverter(boolean.class, new GoBoolean())
        .registerConverter(Boolean.class, new GoBoolean());
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder(helpNames).usageHelp(true).description("Show this help.").build());
    return line;
  }

  /** A noun alone is no command: its help is shown instead. */
  private Runnable usage(Verb.Group group) {
    return () -> new Parser(session, verbs).run(List.of(group.name(), "--help"));
  }

  /**
   * For Docker's {@code run} and {@code exec} the lower codes are the program's; with none, and of
   * Compose's, it is 1.
   */
  private static int code(ParameterException failure) {
    CommandLine line = failure.getCommandLine();
    boolean runsProgram =
        line.isStopAtPositional() && !(line.getCommand() instanceof ProjectChange);
    return runsProgram && !(failure instanceof MissingParameterException)
        ? ExitCode.NOT_STARTED
        : ExitCode.FAILURE;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
