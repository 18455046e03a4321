package dev.jstack.runtime.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Overlays of detached trees. Before Linux 6.15 overlayfs takes no layer that isn't mounted
 * somewhere, so for a moment they are, where nobody sees them.
 */
final class TreeOverlay {
  private static final Path PLACE = Path.of("/proc");

  private TreeOverlay() {}

  static Fd mount(List<List<Fd>> layers, Fd writable) {
    return MountsApart.run("overlay", () -> mountHere(layers, writable));
  }

  private static Fd mountHere(List<List<Fd>> layers, Fd writable) throws IOException {
    try (var places = Mounts.create("tmpfs", List.of(), 0)) {
      Mounts.attach(places, PLACE);
    }
    var lower = new ArrayList<Path>();
    for (var layer : layers) {
      lower.add(layer.size() == 1 ? place(layer.getFirst()) : stacked(layer));
    }
    var over = place(writable);
    return Mounts.treeAlone(
        overlay(lower, ",upperdir=" + over + "/upper,workdir=" + over + "/work"));
  }

  private static Path stacked(List<Fd> layer) throws IOException {
    var places = new ArrayList<Path>();
    for (var tree : layer) {
      places.add(place(tree));
    }
    return overlay(places, "");
  }

  private static Path place(Fd tree) throws IOException {
    var place = Files.createDirectory(PLACE.resolve(Integer.toString(tree.number())));
    Mounts.attach(tree, place);
    return place;
  }

  private static Path overlay(List<Path> lower, String options) throws IOException {
    var place = Files.createTempDirectory(PLACE, "overlay");
    var layers = lower.stream().map(Path::toString).collect(Collectors.joining(":"));
    try (var scratch = Scratch.take()) {
      long type = text(scratch, "overlay");
      long on = text(scratch, place.toString());
      long data = text(scratch, "lowerdir=" + layers + options);
      Kernel.check("mount overlay", Syscall.MOUNT, type, on, type, 0, data);
    }
    return place;
  }

  private static long text(Scratch scratch, String text) {
    return scratch.string(text.getBytes(StandardCharsets.UTF_8));
  }
}
