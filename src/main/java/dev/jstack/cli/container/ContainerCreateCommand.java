package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jstack container create}. */
@Inert(
    names = {"-a", "--attach"},
    value = "STREAM",
    because = "start --attach shows all of its output")
@Command(name = "create", description = "Create a container without starting it.")
public final class ContainerCreateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ContainerOptions options = new ContainerOptions();

  @Parameters(index = "0", paramLabel = "IMAGE")
  private String image = "";

  @Parameters(index = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  public ContainerCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.out().println(new ContainerCreation(session, options).create(image, command).id());
    session.engine().sync();
    return ExitCode.OK;
  }
}
