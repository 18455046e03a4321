package dev.jstack.cli.option;

import dev.jstack.engine.Images;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import org.jspecify.annotations.Nullable;

/** {@code --platform} of commands about stored images, each of which has one platform. */
public final class PlatformCheck {
  private PlatformCheck() {}

  /** The image, which must be of the platform that was asked for, if any. */
  public static StoredImage require(Images images, String name, @Nullable String wanted) {
    StoredImage image = images.require(name);
    Platform platform = image.config().platform();
    if (wanted != null && !platform.suits(parse(wanted))) {
      throw new JstackException(
          "image " + name + " is for " + platform + ", not for \"" + wanted + "\"");
    }
    return image;
  }

  private static Platform parse(String text) {
    try {
      return Platform.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JstackException("--platform: expected os/architecture, got \"" + text + "\"", e);
    }
  }
}
