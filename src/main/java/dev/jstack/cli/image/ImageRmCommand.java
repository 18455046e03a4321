package dev.jstack.cli.image;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Errors;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.PlatformCheck;
import dev.jstack.runtime.NotFoundException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image rm}. */
@Command(name = "rm", description = "Remove images.")
@Inert(names = "--no-prune", because = "parents are never images of their own", fulfilled = true)
public final class ImageRmCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Even with several names, or stopped containers.")
  private boolean force;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      description = "The platform that the images must have.")
  private @Nullable String platform;

  @Parameters(paramLabel = "IMAGE", arity = "1..*")
  private List<String> images = List.of();

  public ImageRmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(images, this::remove);
  }

  private void remove(String image) {
    try {
      if (platform != null) {
        PlatformCheck.require(session.engine().images(), image, platform);
      }
      session.engine().images().remove(image, force).lines().forEach(session.out()::println);
    } catch (NotFoundException e) {
      if (!force) {
        throw e;
      }
      new Errors(session).report(e); // it is told, but nothing is left to do
    }
  }
}
