package dev.jstack.cli;

import dev.jstack.runtime.image.LoadedImage;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "load", description = "Load images from a tar archive.")
final class ImageLoadCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "Instead of standard input.")
  private @Nullable String input;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  @SuppressWarnings("unused") // accepted
  private boolean quiet;

  ImageLoadCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    for (LoadedImage image : load()) {
      image.lines().forEach(session.out()::println);
    }
    return ExitCode.OK;
  }

  private List<LoadedImage> load() {
    var images = session.engine().images();
    return input == null
        ? images.load(session.invocation().in())
        : images.load(session.invocation().resolve(input));
  }
}
