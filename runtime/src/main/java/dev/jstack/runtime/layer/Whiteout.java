package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.RawPath;

/**
 * Names by which a layer's tar deletes what lies below it (OCI image-spec, layer.md), and what
 * overlayfs has in their place: a character device 0:0, or an attribute of the directory.
 */
final class Whiteout {
  static final String PREFIX = ".wh.";
  static final String OPAQUE = ".wh..wh..opq";
  static final byte[] YES = {'y'};

  private Whiteout() {}

  /** The name that {@code .wh.name} deletes; anything that isn't one plain name is refused. */
  static RawPath deleted(RawPath marker) {
    String name = marker.bytes().substring(PREFIX.length());
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.startsWith(PREFIX)) {
      throw new ArchiveException("invalid whiteout \"" + marker + "\"");
    }
    return new RawPath(name);
  }
}
