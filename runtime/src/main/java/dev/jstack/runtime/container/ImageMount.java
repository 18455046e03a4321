package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.LowerMount;
import dev.jstack.runtime.launch.MountSource;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.MountMap;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image's layers as something to mount: all of them, or a place in them. */
record ImageMount(MountSpec.Image spec, List<Lower> lowers) {
  ImageMount {
    lowers = List.copyOf(lowers);
  }

  /**
   * The tree to mount; what is opened for it is added to {@code owned}.
   *
   * @param map of the users who will see it, or null
   * @param directory the container's; with a map, an overlay needs a writable layer to be there
   */
  MountSource.Tree source(@Nullable MountMap map, Path directory, List<Fd> owned) {
    var whole = map == null ? LowerMount.readable(lowers) : remapped(map, directory);
    owned.add(whole.fd());
    boolean isMount = map != null || lowers.size() > 1;
    var subpath = spec.subpath();
    if (subpath == null && isMount) {
      return new MountSource.Tree(whole.fd(), spec.image());
    }
    var tree = place(whole, isMount, subpath == null ? "" : subpath);
    owned.add(tree);
    return new MountSource.Tree(tree, spec.image() + (subpath == null ? "" : "/" + subpath));
  }

  private Directory remapped(MountMap map, Path directory) {
    try {
      var target = Digest.of(spec.target().getBytes(StandardCharsets.UTF_8));
      var over = directory.resolve("images").resolve(target.shortHex());
      Files.createDirectories(over.resolve("upper"));
      Files.createDirectories(over.resolve("work"));
      return Directory.of(LowerMount.remapped(lowers, over, map));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Links in the image don't lead out of it. */
  private Fd place(Directory whole, boolean isMount, String subpath) {
    try (var place = whole.open(RawPath.of(subpath).clean(), Fd.O_PATH, 0, Resolve.IN_ROOT)) {
      return isMount ? Mounts.part(whole.fd(), place) : Mounts.tree(place);
    } catch (LinuxException e) {
      throw new JstackException(
          "image \"" + spec.image() + "\": cannot open subpath \"" + subpath + "\": " + e.errno(),
          e);
    }
  }
}
