package dev.jstack.cli.container;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.ProgramExit;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DetachKeys;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container start}. */
@Command(name = "start", description = "Start containers that exist.")
public final class ContainerStartCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--attach"},
      description = "Show its output until it ends.")
  private boolean attach;

  @Option(
      names = {"-i", "--interactive"},
      description = "Give it standard input.")
  private boolean interactive;

  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      converter = DetachKeys.Converter.class,
      description = "What to type to leave it running (default: ctrl-p,ctrl-q).")
  private DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerStartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (attach || interactive) {
      if (names.size() > 1) {
        throw new JstackException("you cannot start and attach multiple containers at once");
      }
      var manner = new ForegroundRun.Manner(interactive, keys, true);
      Container container = session.engine().containers().require(names.getFirst());
      return new ProgramExit(session).of(() -> new ForegroundRun(session).start(container, manner));
    }
    int code = new Each(session).run(names, this::start);
    session.engine().sync();
    return code;
  }

  private void start(String name) {
    session.engine().containers().start(session.engine().containers().require(name));
    session.out().println(name);
  }
}
