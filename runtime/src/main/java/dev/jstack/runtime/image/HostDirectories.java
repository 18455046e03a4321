package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
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
 * directory with the host's names in it, and on the finished overlay the host's directories are
 * mounted, read-only. (Changes in them would fail anyway: they belong to nobody here.)
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
          layer.makeDirectory(name, 0755);
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
   * a moment: what is mounted nowhere can't be mounted on before Linux 6.15.
   */
  Fd mountOn(Fd overlay, Path place) {
    try (overlay) {
      Mounts.attach(overlay, place);
      try (var root = Directory.open(place)) {
        for (var name : shown) {
          mount(name, root);
        }
        return Mounts.tree(place);
      } finally {
        Mounts.detach(place);
      }
    }
  }

  /** Not where a layer has something else in its place. */
  private static void mount(RawPath name, Directory root) {
    if (root.stat(name).filter(FileStat::isDirectory).isEmpty()) {
      return;
    }
    try (var target = root.directory(name, Resolve.NO_LINKS);
        var tree = Mounts.tree(Path.of("/", name.bytes()))) {
      Mounts.readOnly(tree);
      Mounts.attach(tree, target.fd());
    } catch (LinuxException e) {
      throw new JstackException("image \"host\": /" + name + ": " + e.getMessage(), e);
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
