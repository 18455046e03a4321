package dev.jstack.cli.frame;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives commands their {@link Inert} options, and tells of those that were used. */
public final class InertOptions {
  private InertOptions() {}

  public static void add(CommandSpec command) {
    of(command).forEach(option -> command.addOption(spec(option)));
  }

  private static OptionSpec spec(Inert option) {
    boolean flag = option.value().isEmpty();
    var spec =
        OptionSpec.builder(option.names())
            .description(
                (option.fulfilled() ? "Always so: " : "No effect: ") + option.because() + ".");
    return flag
        ? spec.arity("0..1").type(boolean.class).hideParamSyntax(true).build()
        : spec.arity("1").type(String.class).paramLabel(option.value()).build();
  }

  /** Warns once for each option in the verb that was parsed, however deep. */
  public static void warn(ParseResult parsed, PrintStream err) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    for (Inert option : of(last.commandSpec())) {
      if (!option.fulfilled() && last.hasMatchedOption(option.names()[0])) {
        err.println("jstack: " + name(option) + " has no effect: " + option.because());
      }
    }
  }

  /** The long name, which is the clearer one. */
  private static String name(Inert option) {
    return option.names()[option.names().length - 1];
  }

  private static List<Inert> of(CommandSpec command) {
    return Stream.concat(Stream.of(command), command.mixins().values().stream())
        .map(CommandSpec::userObject)
        .filter(object -> object != null)
        .flatMap(object -> Stream.of(object.getClass().getAnnotationsByType(Inert.class)))
        .toList();
  }
}
