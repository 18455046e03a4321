package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.NamedContainer;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.StoredImage;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container commit}. */
@Command(name = "commit", description = "Make an image of a container.")
public final class ContainerCommitCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--author"},
      description = "Who made it.")
  private String author = "";

  @Option(
      names = {"-m", "--message"},
      description = "What changed.")
  private String message = "";

  @Option(
      names = {"-c", "--change"},
      paramLabel = "INSTRUCTION",
      description = "Change the config as a Dockerfile would: CMD [\"sh\"].")
  private List<String> changes = List.of();

  @Option(
      names = {"-p", "--pause"},
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "Pause the container meanwhile (default: true).")
  private boolean pause;

  @Mixin private NamedContainer name;

  @Parameters(index = "1", paramLabel = "REPOSITORY[:TAG]", arity = "0..1")
  private @Nullable String target;

  private ContainerCommitCommand(Session session, NamedContainer name) {
    this.session = session;
    this.name = name;
  }

  /** Docker's: of any container. */
  public static ContainerCommitCommand ofContainer(Session session) {
    return new ContainerCommitCommand(session, new NamedContainer.ById());
  }

  /** Compose's: of a service's container. */
  public static ContainerCommitCommand ofService(Session session) {
    return new ContainerCommitCommand(session, new NamedContainer.OfService());
  }

  @Override
  public Integer call() {
    var names = target == null ? List.<ImageReference>of() : List.of(ImageReference.parse(target));
    var containers = session.engine().containers();
    Container container = name.find(session);
    boolean pausing = pause && container.state().status() == Status.RUNNING && containers.limits();
    if (pausing) {
      containers.pause(container);
    }
    try {
      StoredImage image =
          session.engine().snapshots().commit(container, names, author, message, changes);
      session.out().println(image.id());
    } finally {
      if (pausing) {
        containers.unpause(container);
      }
    }
    return ExitCode.OK;
  }
}
