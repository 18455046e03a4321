package dev.jstack.cli;

import dev.jstack.runtime.image.LoadedImage;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "load", description = "Load images from a tar archive.")
@Inert(
    names = {"-q", "--quiet"},
    because = "there is no progress to see",
    fulfilled = true)
final class ImageLoadCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "Instead of standard input.")
  private @Nullable String input;

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
