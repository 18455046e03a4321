package dev.jstack.cli.volume;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.NotFoundException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack volume rm}. */
@Command(name = "rm", description = "Remove volumes.")
public final class VolumeRmCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "A missing one is no error.")
  private boolean force;

  @Parameters(paramLabel = "VOLUME", arity = "1..*")
  private List<String> names = List.of();

  public VolumeRmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(names, this::remove);
  }

  private void remove(String name) {
    if (session.engine().volumes().find(name).isPresent()) {
      new VolumeUse(session).requireFree(name);
      session.engine().volumes().remove(name);
    } else if (!force) {
      throw new NotFoundException("volume", name);
    }
    session.out().println(name);
  }
}
