package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mount of this machine that a bind's source is on: whether mounts spread from it
 * (mount_namespaces(7)).
 */
record SourceMount(Path place, boolean isShared) {
  /**
   * Refuses to share what isn't shared: nothing would spread. A slave of such a mount only has
   * nothing to receive, so that files with {@code rslave} come up everywhere.
   */
  static void check(Path source, String propagation) {
    if (!propagation.endsWith("shared")) {
      return;
    }
    try {
      var mount = of(source.toRealPath(), Files.readAllLines(Path.of("/proc/self/mountinfo")));
      if (mount != null && !mount.isShared()) {
        throw new JstackException(
            "path " + source + " is mounted on " + mount.place() + " but it is not a shared mount",
            "mount --make-shared " + mount.place() + " makes it one",
            null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the lines of mountinfo (proc(5)): id parent device root place flags [tags] - … */
  static @Nullable SourceMount of(Path source, List<String> mountinfo) {
    SourceMount found = null;
    for (String line : mountinfo) {
      String[] fields = line.substring(0, line.indexOf(" - ")).split(" ", -1);
      var place = Path.of(fields[4].replace("\\040", " "));
      if (source.startsWith(place)
          && (found == null || place.getNameCount() >= found.place().getNameCount())) {
        var tags = List.of(fields).subList(6, fields.length);
        found = new SourceMount(place, tags.stream().anyMatch(tag -> tag.startsWith("shared:")));
      }
    }
    return found;
  }
}
