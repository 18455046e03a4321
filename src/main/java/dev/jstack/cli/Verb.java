package dev.jstack.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A word of the command line, and what stands behind it. */
sealed interface Verb {
  String name();

  /**
   * A command, made anew for each run; its class has picocli's annotations.
   *
   * @param runsProgram what follows the first positional argument belongs to another program
   *     ({@code run}, {@code exec}); then usage errors exit with 125
   */
  record Single(String name, Function<Session, Callable<Integer>> command, boolean runsProgram)
      implements Verb {}

  /** Verbs below a noun: {@code engine status}. */
  record Group(String name, String description, List<Verb> verbs) implements Verb {
    public Group {
      verbs = List.copyOf(verbs);
    }
  }

  static Verb of(String name, Function<Session, Callable<Integer>> command) {
    return new Single(name, command, false);
  }

  static Verb program(String name, Function<Session, Callable<Integer>> command) {
    return new Single(name, command, true);
  }

  static Verb group(String name, String description, Verb... verbs) {
    return new Group(name, description, List.of(verbs));
  }
}
