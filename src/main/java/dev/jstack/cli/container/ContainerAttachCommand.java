package dev.jstack.cli.container;

import dev.jstack.cli.frame.ProgramExit;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.container.Container;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container attach}. */
@Command(name = "attach", description = "Show the output of a running container until it ends.")
public final class ContainerAttachCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--no-stdin", description = "Don't give it standard input.")
  private boolean noInput;

  @Parameters(paramLabel = "CONTAINER")
  private String name = "";

  public ContainerAttachCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Container container = session.engine().containers().require(name);
    boolean input = !noInput && container.spec().process().stdinOpen();
    return new ProgramExit(session).of(() -> new ForegroundRun(session).attach(container, input));
  }
}
