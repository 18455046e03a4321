package dev.jstack.cli.frame;

import dev.jstack.runtime.container.Container;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The first argument of what docker does to a container, and Compose to that of a service. */
public sealed interface NamedContainer {
  Container find(Session session);

  /** Docker's way. */
  final class ById implements NamedContainer {
    @Parameters(index = "0", paramLabel = "CONTAINER")
    private String name = "";

    @Override
    public Container find(Session session) {
      return session.engine().containers().require(name);
    }
  }

  /** Compose's way. */
  final class OfService implements NamedContainer {
    @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
    private int index;

    @Parameters(index = "0", paramLabel = "SERVICE")
    private String name = "";

    @Override
    public Container find(Session session) {
      return new ServiceOrContainer(session).any(name, index);
    }
  }
}
