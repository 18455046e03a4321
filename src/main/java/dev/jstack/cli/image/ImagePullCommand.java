package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.registry.LayerListener;
import dev.jstack.runtime.registry.Pulled;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image pull}. */
@Command(name = "pull", description = "Bring an image in from its registry.")
public final class ImagePullCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the image's name.")
  private boolean quiet;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      description = "Another platform's image.")
  private @Nullable String platform;

  @Parameters(paramLabel = "NAME[:TAG|@DIGEST]")
  private String image = "";

  public ImagePullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var name = ImageReference.parse(image);
    if (quiet) {
      pull(name, LayerListener.none());
    } else {
      pullTelling(name);
    }
    session.out().println(name);
    return ExitCode.OK;
  }

  private void pullTelling(ImageReference name) {
    if (name.digest() == null && !image.endsWith(":" + name.tag())) {
      session.out().println("Using default tag: " + name.tag());
    }
    var version = name.digest() == null ? String.valueOf(name.tag()) : name.digest().toString();
    session.out().println(version + ": Pulling from " + name.repository());
    Pulled pulled;
    try (var lines = LayerLines.open(session)) {
      pulled = pull(name, lines);
    }
    session.out().println("Digest: " + pulled.digest());
    session.out().println(ImageFetch.status(name, pulled));
  }

  private Pulled pull(ImageReference name, LayerListener listener) {
    return session
        .engine()
        .images()
        .pull(name, ImageFetch.platform(platform), session.caller(), listener);
  }
}
