package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.container.Container;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack container exec}. */
@Command(name = "exec", description = "Run a further program in a running container.")
public final class ContainerExecCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ExecOptions options = new ExecOptions();

  @Option(
      names = {"-i", "--interactive"},
      description = "Keep standard input open.")
  private boolean interactive;

  @Option(
      names = {"-t", "--tty"},
      description = "A terminal of its own.")
  private boolean tty;

  public ContainerExecCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Container container = session.engine().containers().require(options.name);
    ForegroundRun.requireTerminal(session, interactive && !options.detach, tty);
    return options.run(session, container, tty, interactive);
  }
}
