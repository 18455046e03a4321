package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.image.Digest;

/** A layer that a cache elsewhere has spoken of can't be had; the build must begin once more. */
public final class LostLayerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LostLayerException(Digest layer) {
    super("layer " + layer + " is kept nowhere");
  }
}
