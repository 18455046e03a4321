package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProgramExit;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jstack container run}. */
@Command(name = "run", description = "Create and run a container from an image.")
public final class ContainerRunCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ContainerOptions options = new ContainerOptions();

  @Mixin private RunAttachment attachment = new RunAttachment();

  @Parameters(index = "0", paramLabel = "IMAGE")
  private String image = "";

  @Parameters(index = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  public ContainerRunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    boolean detach = attachment.detach;
    ForegroundRun.requireTerminal(session, options.interactive && !detach, options.tty);
    return new ProgramExit(session)
        .of(() -> {
          attachment.check();
          Container container = new ContainerCreation(session, options).create(image, command);
          return detach ? start(container) : run(container);
        });
  }

  private int run(Container container) {
    try {
      return new ForegroundRun(session).start(container, attachment.manner(options.interactive));
    } catch (RuntimeException e) {
      new Unstarted(session).drop(container, options.remove);
      throw e;
    }
  }

  private int start(Container container) {
    try {
      session.engine().containers().start(container);
      session.engine().sync();
    } catch (RuntimeException e) {
      new Unstarted(session).drop(container, options.remove);
      throw e;
    } finally {
      session.out().println(container.id());
    }
    return ExitCode.OK;
  }
}
