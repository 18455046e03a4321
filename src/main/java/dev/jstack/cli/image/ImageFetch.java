package dev.jstack.cli.image;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.PlatformCheck;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.registry.Pulled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The image that {@code run} and {@code create} start from; one that is not here is fetched. */
public final class ImageFetch {
  private final Session session;
  private final String policy;
  private final @Nullable Platform platform;

  /** {@code policy} is of {@code --pull}, null for docker's default. */
  public ImageFetch(Session session, @Nullable String policy, @Nullable String platform) {
    this.session = session;
    this.policy = policy == null ? "missing" : policy;
    this.platform = platform(platform);
    if (!this.policy.matches("always|missing|never")) {
      throw new JstackException(
          "--pull: expected always, missing or never, got \"" + policy + "\"");
    }
  }

  public static @Nullable Platform platform(@Nullable String text) {
    try {
      return text == null ? null : Platform.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JstackException("--platform: " + e.getMessage(), e);
    }
  }

  public StoredImage get(String image) {
    Optional<StoredImage> here = session.engine().images().find(image).filter(this::suits);
    if (here.isPresent() && !policy.equals("always")) {
      return here.get();
    }
    if (policy.equals("never")) {
      return PlatformCheck.require(
          session.engine().images(), image, platform == null ? null : platform.toString());
    }
    ImageReference name = ImageReference.parse(image);
    if (here.isEmpty()) {
      session.err().println("Unable to find image '" + name.familiar() + "' locally");
    }
    return pull(name);
  }

  /** One of another platform isn't the one that was asked for. */
  private boolean suits(StoredImage image) {
    return platform == null || image.config().platform().suits(platform);
  }

  private StoredImage pull(ImageReference name) {
    var version = name.digest() == null ? String.valueOf(name.tag()) : name.digest().toString();
    session.err().println(version + ": Pulling from " + name.repository());
    Pulled pulled;
    try (var lines = LayerLines.open(session.err(), session, Stream.ERR)) {
      pulled = session.engine().images().pull(name, platform, session.caller(), lines);
    }
    session.err().println("Digest: " + pulled.digest());
    session.err().println(status(name, pulled));
    return pulled.image();
  }

  static String status(ImageReference name, Pulled pulled) {
    return (pulled.fresh()
            ? "Status: Downloaded newer image for "
            : "Status: Image is up to date for ")
        + name.familiar();
  }
}
