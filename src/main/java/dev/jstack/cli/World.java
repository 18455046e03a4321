package dev.jstack.cli;

import dev.jstack.cli.frame.GlobalOptions;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Whose verb a bare verb is, where docker and docker compose both have it: compose's where the
 * command line, the environment or the directory names a project, unless it speaks of a container
 * or an image and of no service; docker's everywhere else.
 */
final class World {
  private static final int SHORTEST_ID = 4;

  private World() {}

  /** A verb about containers that both have. */
  static Verb both(
      String name,
      Function<Session, Callable<Integer>> compose,
      Function<Session, Callable<Integer>> docker) {
    return Verb.of(name, session -> choose(session, name, compose, docker, World::container));
  }

  /** Likewise, where compose's also understands names of containers. */
  static Verb either(
      String name,
      Function<Session, Callable<Integer>> compose,
      Function<Session, Callable<Integer>> docker) {
    return Verb.of(name, session -> choose(session, name, compose, docker, (_, _) -> false));
  }

  /** A verb about services or, when a build context is given, about that. */
  static Verb context(
      String name,
      Function<Session, Callable<Integer>> compose,
      Function<Session, Callable<Integer>> docker) {
    return Verb.of(name, session -> choose(session, name, compose, docker, World::context));
  }

  /** Likewise, followed by a program and its arguments. */
  static Verb program(
      String name,
      Function<Session, Callable<Integer>> compose,
      Function<Session, Callable<Integer>> docker,
      boolean image) {
    return Verb.program(
        name,
        session -> choose(session, name, compose, docker, image ? World::image : World::container));
  }

  private interface Lookup {
    boolean exists(Session session, String name);
  }

  private static Callable<Integer> choose(
      Session session,
      String verb,
      Function<Session, Callable<Integer>> compose,
      Function<Session, Callable<Integer>> docker,
      Lookup lookup) {
    List<String> arguments = session.invocation().arguments();
    int at = arguments.indexOf(verb);
    if (at < 0) {
      return compose.apply(session); // only the help asks for it
    }
    GlobalOptions options = options(arguments.subList(0, at));
    var access = new ProjectAccess(session, options);
    List<String> names =
        arguments.subList(at + 1, arguments.size()).stream()
            .filter(argument -> argument.equals("-") || !argument.startsWith("-"))
            .toList();
    boolean foreign =
        access.named()
            && speaksOf(names, name -> lookup.exists(session, name))
            && !speaksOf(names, services(access)::contains);
    return access.named() && !foreign ? compose.apply(session) : docker.apply(session);
  }

  private static boolean speaksOf(List<String> names, Predicate<String> known) {
    return names.stream().anyMatch(known);
  }

  /** What stands before a verb, as far as it can be understood. */
  static GlobalOptions options(List<String> before) {
    var options = new GlobalOptions();
    try {
      return CommandLine.populateCommand(options, before.toArray(String[]::new));
    } catch (ParameterException e) {
      // The parser of the whole line will tell.
      return options;
    }
  }

  private static Set<String> services(ProjectAccess access) {
    try {
      LoadedProject loaded = access.loadQuietly(List.of());
      return loaded.project().services().keySet();
    } catch (JstackException e) {
      return Set.of();
    }
  }

  private static boolean context(Session session, String name) {
    return name.equals("-")
        || name.contains("://")
        || Files.isDirectory(session.invocation().directory().resolve(name));
  }

  private static boolean container(Session session, String name) {
    Engine engine = session.engine();
    return clear(() -> engine.containers().find(name))
        .filter(found -> found.name().equals(name) || name.length() >= SHORTEST_ID)
        .isPresent();
  }

  private static boolean image(Session session, String name) {
    Engine engine = session.engine();
    return clear(() -> engine.images().find(name)).isPresent();
  }

  /** A word that could begin several ids speaks of none of them. */
  private static <T> Optional<T> clear(Supplier<Optional<T>> lookup) {
    try {
      return lookup.get();
    } catch (JstackException e) {
      return Optional.empty();
    }
  }
}
