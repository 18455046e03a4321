package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies above the host in an overlay.
 *
 * @param layers directories, topmost first
 * @param upper the writable one over them; null for none, and then there is no {@code work} either
 */
record Above(
    List<Path> layers, @Nullable Path upper, @Nullable Path work, List<Mounts.Option> options) {
  Above {
    layers = List.copyOf(layers);
    options = List.copyOf(options);
  }

  static Above readOnly(List<Path> layers) {
    return new Above(layers, null, null, List.of());
  }

  /** The part below a directory; empty if a layer hides what the host has there. */
  Optional<Above> at(RawPath name) {
    var parts = new ArrayList<Path>();
    for (Path layer : layers) {
      var part = layer.resolve(name.bytes());
      if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
        parts.add(part);
        if (isOpaque(part)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        upper == null || work == null
            ? readOnly(parts)
            : new Above(
                parts, upper.resolve(name.bytes()), work.resolve("on-" + name.bytes()), options));
  }

  private static boolean isOpaque(Path directory) {
    try (var opened = Directory.open(directory)) {
      return Xattrs.all(opened, RawPath.EMPTY).containsKey(OverlayAttributes.OPAQUE);
    }
  }

  /**
   * Makes the two writable directories, where there are to be some, with the mode of {@code like}.
   */
  void make(Path like) throws IOException {
    if (upper != null && work != null) {
      if (!Files.exists(upper, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(upper);
        Files.setPosixFilePermissions(upper, Files.getPosixFilePermissions(like));
      }
      Files.createDirectories(work);
    }
  }

  /** The overlay's lower layers, with the host's below. */
  List<String> lowers(List<String> hosts) {
    var lowers = new ArrayList<String>();
    layers.forEach(layer -> lowers.add(layer.toString()));
    lowers.addAll(hosts);
    return lowers;
  }
}
