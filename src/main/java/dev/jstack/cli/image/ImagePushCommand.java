package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.PlatformCheck;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.registry.LayerListener;
import dev.jstack.runtime.registry.Pushed;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image push}. */
@Command(name = "push", description = "Send an image to its registry.")
public final class ImagePushCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all-tags"},
      description = "All tags of the repository.")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the image's name.")
  private boolean quiet;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      description = "The platform that the image must be of.")
  private @Nullable String platform;

  @Parameters(paramLabel = "NAME[:TAG]")
  private String image = "";

  public ImagePushCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var name = ImageReference.parse(image);
    if (name.digest() != null) {
      throw new JstackException("cannot push a digest reference \"" + image + "\"; name a tag");
    }
    boolean tagged = image.endsWith(":" + name.tag());
    if (all && tagged) {
      throw new JstackException("tag can't be used with --all-tags/-a");
    }
    if (!all && !tagged && !quiet) {
      session.out().println("Using default tag: " + name.tag());
    }
    List<ImageReference> names = all ? tags(name) : List.of(name);
    if (!quiet) {
      String repository = name.registry() + "/" + name.repository();
      session.out().println("The push refers to repository [" + repository + "]");
    }
    names.forEach(
        tag -> PlatformCheck.require(session.engine().images(), tag.toString(), platform));
    names.forEach(this::push);
    return ExitCode.OK;
  }

  private List<ImageReference> tags(ImageReference name) {
    List<ImageReference> tags =
        session.engine().images().list().stream()
            .flatMap(entry -> entry.references().stream())
            .filter(
                other -> other.digest() == null && other.familiarName().equals(name.familiarName()))
            .toList();
    if (tags.isEmpty()) {
      throw new NotFoundException("image", name.familiarName());
    }
    return tags;
  }

  private void push(ImageReference name) {
    var images = session.engine().images();
    if (quiet) {
      var _ = images.push(name, session.caller(), LayerListener.none());
      session.out().println(name);
      return;
    }
    Pushed pushed;
    try (var lines = LayerLines.open(session)) {
      pushed = images.push(name, session.caller(), lines);
    }
    session.out().println(name.tag() + ": digest: " + pushed.digest() + " size: " + pushed.size());
  }
}
