package dev.jstack.runtime.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Overlays of detached trees. Before Linux 6.15 overlayfs takes no layer that isn't mounted
 * somewhere, so for a moment they are, where nobody sees them.
 */
final class TreeOverlay {
  private static final Path PLACE = Path.of("/proc");

  private TreeOverlay() {}

  static Fd mount(List<Fd> layers, @Nullable Fd writable) {
    return MountsApart.run("overlay", () -> mountHere(layers, writable));
  }

  private static Fd mountHere(List<Fd> layers, @Nullable Fd writable) throws IOException {
    try (var places = Mounts.create("tmpfs", List.of(), 0)) {
      Mounts.attach(places, PLACE);
    }
    var lower = new StringBuilder("lowerdir=");
    for (int i = 0; i < layers.size(); i++) {
      lower.append(i == 0 ? "" : ":").append(place(layers.get(i), Integer.toString(i)));
    }
    if (writable != null) {
      var over = place(writable, "over");
      lower
          .append(",upperdir=")
          .append(over)
          .append("/upper,workdir=")
          .append(over)
          .append("/work");
    }
    return overlay(lower.toString());
  }

  private static Path place(Fd tree, String name) throws IOException {
    var place = Files.createDirectory(PLACE.resolve(name));
    Mounts.attach(tree, place);
    return place;
  }

  private static Fd overlay(String data) {
    try (var scratch = Scratch.take()) {
      var place = Files.createDirectory(PLACE.resolve("overlay"));
      long type = text(scratch, "overlay");
      long on = text(scratch, place.toString());
      Kernel.check("mount overlay", Syscall.MOUNT, type, on, type, 0, text(scratch, data));
      return Mounts.treeAlone(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long text(Scratch scratch, String text) {
    return scratch.string(text.getBytes(StandardCharsets.UTF_8));
  }
}
