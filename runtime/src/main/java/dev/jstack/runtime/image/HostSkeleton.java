package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Path;
import java.util.List;

/**
 * The host's directories without anything in them, owned by root of this user namespace. As a layer
 * over the host's they make it a place to write in, where the host's own belong to nobody here. Not
 * of any depth: there are tens of thousands.
 */
final class HostSkeleton {
  private static final int DEPTH = 4;

  private final Directory layer;

  HostSkeleton(Directory layer) {
    this.layer = layer;
  }

  /** Makes a directory of the host's root, and those in it. */
  void add(RawPath name) {
    add(name, 1);
  }

  private void add(RawPath path, int depth) {
    try (var directory = Directory.open(Path.of("/", path.bytes()))) {
      var entries = directory.list();
      layer.makeDirectory(path, 0755);
      layer.setPermissions(path, directory.stat().permissions());
      if (depth < DEPTH) {
        add(path, entries, depth);
      }
    } catch (LinuxException e) {
      if (depth == 1) {
        layer.makeDirectory(path, 0755);
      }
      // What can't be looked into stays nobody's.
    }
  }

  private void add(RawPath path, List<DirectoryEntry> entries, int depth) {
    for (var entry : entries) {
      if (entry.kind() == FileKind.DIRECTORY) {
        add(path.resolve(entry.name()), depth + 1);
      }
    }
  }
}
