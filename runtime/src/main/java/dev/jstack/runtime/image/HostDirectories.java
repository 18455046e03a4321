package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The host's root file system for root of a user namespace, who may not have {@code /} as a layer:
 * something is mounted on it that the namespace's owner couldn't take off. So the layer is a
 * directory with the host's names in it, and on the finished overlay each of the host's directories
 * is an overlay of its own, with its part of the layers above. One on which something is mounted,
 * too, is shown as it is, read-only.
 */
final class HostDirectories {
  /** Private, or the container's own. */
  private static final Set<String> HIDDEN =
      Set.of(
          "root",
          "home",
          "srv",
          "tmp",
          "run",
          "boot",
          "dev",
          "proc",
          "sys",
          "lost+found",
          "mnt",
          "media",
          "var");

  private static final List<String> VAR = List.of("var/lib/dpkg", "var/lib/apt");
  private static final List<String> EMPTY =
      List.of(
          "root",
          "home",
          "srv",
          "tmp",
          "run",
          "dev",
          "proc",
          "sys",
          "var",
          "var/tmp",
          "var/lib",
          "var/cache",
          "var/log",
          "mnt");
  private static final int STICKY_FOR_ALL = 01777;

  private final List<RawPath> shown;

  private HostDirectories(List<RawPath> shown) {
    this.shown = shown;
  }

  /** Fills {@code layer} with names; {@code own} are jstack's directories, which are not shown. */
  static HostDirectories fill(Directory layer, List<Path> own) {
    var shown = new ArrayList<RawPath>();
    try (var root = Directory.open(Path.of("/"))) {
      for (String name : EMPTY) {
        layer.makeDirectory(RawPath.of(name), 0755);
      }
      for (String name : List.of("tmp", "var/tmp")) {
        layer.setPermissions(RawPath.of(name), STICKY_FOR_ALL);
      }
      for (DirectoryEntry entry : root.list()) {
        var name = entry.name();
        if (entry.kind() == FileKind.SYMLINK && !HIDDEN.contains(name.bytes())) {
          layer.makeLink(name, root.readLink(name));
        } else if (entry.kind() == FileKind.DIRECTORY && !HIDDEN.contains(name.bytes())) {
          new HostSkeleton(layer).add(name);
          shown.add(name);
        }
      }
      for (String name : VAR) {
        if (Files.isDirectory(Path.of("/", name))) {
          layer.makeDirectory(RawPath.of(name), 0755);
          shown.add(RawPath.of(name));
        }
      }
    }
    shown.removeIf(name -> own.stream().anyMatch(path -> isAt(path, name)));
    return new HostDirectories(shown);
  }

  /** One of our directories right below it would show. */
  private static boolean isAt(Path own, RawPath shown) {
    return own.startsWith(Path.of("/" + shown.bytes()));
  }

  /**
   * The overlay with the host's directories on it; {@code place} is an empty directory of ours, for
   * a moment: what is mounted nowhere can't be mounted on before Linux 6.15. {@code skeleton} is
   * the overlay's lowest layer.
   */
  Fd mountOn(Fd overlay, Above above, Fd skeleton, Path place) {
    try (overlay) {
      Mounts.attach(overlay, place);
      try (var root = Directory.open(place)) {
        for (var name : shown) {
          mount(name, root, above, skeleton);
        }
        return Mounts.tree(place);
      } finally {
        Mounts.detach(place);
      }
    }
  }

  /** Not where a layer has something else in its place. */
  private static void mount(RawPath name, Directory root, Above above, Fd skeleton) {
    boolean isTop = name.components().size() == 1;
    var part = (isTop ? above : Above.readOnly(above.layers())).at(name);
    if (part.isEmpty() || root.stat(name).filter(FileStat::isDirectory).isEmpty()) {
      return;
    }
    try (var target = root.directory(name, Resolve.NO_LINKS);
        var tree = tree(name, part.get(), skeleton)) {
      Mounts.attach(tree, target.fd());
    } catch (LinuxException | IOException e) {
      throw new JstackException("image \"host\": /" + name + ": " + e.getMessage(), e);
    }
  }

  private static Fd tree(RawPath name, Above above, Fd skeleton) throws IOException {
    var hosts = List.of("/proc/self/fd/" + skeleton.number() + "/" + name.bytes(), "/" + name);
    above.make(Path.of("/", name.bytes()));
    try {
      var upper = above.upper();
      var work = above.work();
      return upper == null || work == null
          ? Mounts.overlay(above.lowers(hosts), null, null, above.options())
          : Mounts.overlay(above.lowers(hosts), upper.toString(), work.toString(), above.options());
    } catch (LinuxException e) {
      if (!e.is(Errno.EINVAL) || !above.layers().isEmpty()) {
        throw e;
      }
      var tree = Mounts.tree(Path.of("/", name.bytes()));
      Mounts.readOnly(tree);
      return tree;
    }
  }

  /** Takes away what {@link #mountOn} made in an upper directory and nobody has used. */
  void tidy(Path upper) {
    try (var directory = Directory.open(upper)) {
      for (var name : shown) {
        if (directory.stat(name).filter(FileStat::isDirectory).isPresent()
            && isEmpty(directory, name)) {
          directory.removeDirectory(name);
        }
      }
    }
  }

  private static boolean isEmpty(Directory parent, RawPath name) {
    try (var directory = parent.directory(name, Resolve.NO_LINKS)) {
      return directory.list().isEmpty();
    }
  }

  static void remove(Path place) {
    try {
      Files.deleteIfExists(place);
    } catch (IOException e) {
      throw new JstackException("cannot remove " + place, e);
    }
  }

  /** An empty directory for {@link #mountOn}. */
  static Path place(Path parent) {
    try {
      return Files.createTempDirectory(parent, "host-root");
    } catch (IOException e) {
      throw new JstackException("cannot make a directory in " + parent, e);
    }
  }
}
