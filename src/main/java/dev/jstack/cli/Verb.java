package dev.jstack.cli;

import dev.jstack.cli.frame.Session;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A word of the command line, and what stands behind it. */
sealed interface Verb {
  String name();

  /** Whether one of the arguments may be this word. */
  default boolean isIn(List<String> arguments) {
    return arguments.contains(name());
  }

  /**
   * A command, made anew for each run; its class has picocli's annotations.
   *
   * @param runsProgram what follows the first positional argument belongs to another program
   *     ({@code run}, {@code exec}); then usage errors exit with 125
   */
  record Single(
      String name,
      List<String> aliases,
      Function<Session, Callable<Integer>> command,
      boolean runsProgram)
      implements Verb {
    public Single {
      aliases = List.copyOf(aliases);
    }

    /** The same with further names. */
    Single or(String... others) {
      return new Single(name, List.of(others), command, runsProgram);
    }

    @Override
    public boolean isIn(List<String> arguments) {
      return Verb.super.isIn(arguments) || aliases.stream().anyMatch(arguments::contains);
    }
  }

  /** Verbs below a noun: {@code engine status}. */
  record Group(String name, String description, List<Verb> verbs) implements Verb {
    public Group {
      verbs = List.copyOf(verbs);
    }
  }

  static Single of(String name, Function<Session, Callable<Integer>> command) {
    return new Single(name, List.of(), command, false);
  }

  static Single program(String name, Function<Session, Callable<Integer>> command) {
    return new Single(name, List.of(), command, true);
  }

  static Verb group(String name, String description, Verb... verbs) {
    return new Group(name, description, List.of(verbs));
  }
}
