package dev.jstack.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Create a container without starting it.")
final class ContainerCreateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ContainerOptions options = new ContainerOptions();

  @Parameters(index = "0", paramLabel = "IMAGE")
  private String image = "";

  @Parameters(index = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  ContainerCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.out().println(new ContainerCreation(session, options).create(image, command).id());
    session.engine().sync();
    return ExitCode.OK;
  }
}
