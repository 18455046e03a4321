package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Remove images.")
final class ImageRmCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Even with several names, or stopped containers.")
  private boolean force;

  @Option(names = "--no-prune", description = "Accepted; parents are never images of their own.")
  @SuppressWarnings("unused") // accepted
  private boolean noPrune;

  @Parameters(paramLabel = "IMAGE", arity = "1..*")
  private List<String> images = List.of();

  ImageRmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Each(session).run(images, this::remove);
  }

  private void remove(String image) {
    try {
      session.engine().images().remove(image, force).lines().forEach(session.out()::println);
    } catch (JstackException e) {
      if (!force) {
        throw e;
      }
    }
  }
}
