package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.LoadedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack image load}. */
@Command(name = "load", description = "Load images from a tar archive.")
@Inert(
    names = {"-q", "--quiet"},
    because = "there is no progress to see",
    fulfilled = true)
public final class ImageLoadCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "Instead of standard input.")
  private @Nullable String input;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      description = "The platform that the images must have.")
  private @Nullable String platform;

  public ImageLoadCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<ImageReference, Digest> before = names();
    for (LoadedImage image : load()) {
      image.names().forEach(name -> tell(name, before.get(name), image.id()));
      image.lines().forEach(session.out()::println);
    }
    return ExitCode.OK;
  }

  private Map<ImageReference, Digest> names() {
    Map<ImageReference, Digest> names = new HashMap<>();
    for (ImageEntry image : session.engine().images().list()) {
      image.references().forEach(name -> names.put(name, image.id()));
    }
    return names;
  }

  /** An image that has lost its name is easily overlooked. */
  private void tell(ImageReference name, @Nullable Digest old, Digest now) {
    if (old != null && !old.equals(now)) {
      session
          .out()
          .println(
              "The image "
                  + name.familiar()
                  + " already exists, renaming the old one with ID "
                  + old
                  + " to empty string");
    }
  }

  private List<LoadedImage> load() {
    var images = session.engine().images();
    var wanted = ImageFetch.platform(platform);
    return input == null
        ? images.load(session.invocation().in(), wanted)
        : images.load(session.invocation().resolve(input), wanted);
  }
}
