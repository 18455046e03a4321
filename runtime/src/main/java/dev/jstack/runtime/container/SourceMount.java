package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mount of this machine that a bind's source is on: whether mounts spread from and to it
 * (mount_namespaces(7)).
 */
record SourceMount(Path place, boolean isShared, boolean isSlave) {
  /** Refuses a propagation that the source can't have: nothing would spread. */
  static void check(Path source, String propagation) {
    boolean shared = propagation.endsWith("shared");
    if (!shared && !propagation.endsWith("slave")) {
      return;
    }
    try {
      var mount = of(source.toRealPath(), Files.readAllLines(Path.of("/proc/self/mountinfo")));
      if (mount != null && !mount.isShared() && (shared || !mount.isSlave())) {
        throw new JstackException(
            "path "
                + source
                + " is mounted on "
                + mount.place()
                + " but it is not a shared"
                + (shared ? "" : " or slave")
                + " mount",
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
        found =
            new SourceMount(
                place,
                tags.stream().anyMatch(tag -> tag.startsWith("shared:")),
                tags.stream().anyMatch(tag -> tag.startsWith("master:")));
      }
    }
    return found;
  }
}
