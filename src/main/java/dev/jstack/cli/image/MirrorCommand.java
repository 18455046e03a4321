package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.registry.Mirrors;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds or removes a mirror. */
@Command(description = "Where images are looked for before their own registry is asked.")
public final class MirrorCommand implements Callable<Integer> {
  private static final String HUB = "docker.io";

  private final Session session;
  private final Change change;

  @Parameters(
      arity = "1..2",
      paramLabel = "[REGISTRY] MIRROR",
      description =
          "Without a registry it is Docker's; a mirror is [http[s]://]HOST[:PORT][/PATH].")
  private List<String> names = List.of();

  /** What happens to it. */
  private interface Change {
    void apply(Mirrors mirrors, String registry, String mirror);
  }

  private MirrorCommand(Session session, Change change) {
    this.session = session;
    this.change = change;
  }

  public static Function<Session, Callable<Integer>> add() {
    return session -> new MirrorCommand(session, Mirrors::add);
  }

  public static Function<Session, Callable<Integer>> remove() {
    return session -> new MirrorCommand(session, Mirrors::remove);
  }

  @Override
  public Integer call() {
    String registry = names.size() > 1 ? names.getFirst() : HUB;
    change.apply(session.engine().registries().mirrors(), registry, names.getLast());
    return ExitCode.OK;
  }
}
