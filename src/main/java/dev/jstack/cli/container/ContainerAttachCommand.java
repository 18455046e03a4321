package dev.jstack.cli.container;

import dev.jstack.cli.frame.NamedContainer;
import dev.jstack.cli.frame.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jstack attach}. */
@Command(name = "attach", description = "Be with a running container until it ends.")
public final class ContainerAttachCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private AttachOptions options = new AttachOptions();

  @Mixin private NamedContainer name;

  private ContainerAttachCommand(Session session, NamedContainer name) {
    this.session = session;
    this.name = name;
  }

  /** Docker's: to any container. */
  public static ContainerAttachCommand ofContainer(Session session) {
    return new ContainerAttachCommand(session, new NamedContainer.ById());
  }

  /** Compose's: to a service's container. */
  public static ContainerAttachCommand ofService(Session session) {
    return new ContainerAttachCommand(session, new NamedContainer.OfService());
  }

  @Override
  public Integer call() {
    return options.attach(session, name.find(session));
  }
}
