package dev.jstack.runtime.container;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Gives an empty volume what the image has at its place: content, owner, mode, times and
 * attributes. By descriptors only, as both sides may be hostile.
 */
final class VolumeFill {
  private VolumeFill() {}

  /** Does nothing if the volume has content, or the image has no directory there. */
  static void fill(Path volume, Directory root, String target) {
    try (var to = Directory.open(volume)) {
      if (!to.list().isEmpty()) {
        return;
      }
      try (var from = root.directory(RawPath.of(target.substring(1)), Resolve.IN_ROOT)) {
        copyContent(from, to);
        copyAttributes(from, RawPath.EMPTY, to, RawPath.EMPTY, from.stat());
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
        throw e;
      }
    }
  }

  private static void copyContent(Directory from, Directory to) {
    for (DirectoryEntry entry : from.list()) {
      var stat = from.stat(entry.name());
      if (stat.isPresent()) {
        copy(from, to, entry.name(), stat.get());
      }
    }
  }

  private static void copy(Directory from, Directory to, RawPath name, FileStat stat) {
    switch (stat.kind()) {
      case DIRECTORY -> {
        to.makeDirectory(name, 0700);
        try (var source = from.directory(name);
            var target = to.directory(name)) {
          copyContent(source, target);
        }
      }
      case REGULAR -> copyFile(from, to, name);
      case SYMLINK -> to.makeLink(name, from.readLink(name));
      default -> to.makeNode(name, stat.kind(), stat.permissions(), stat.nodeDevice());
    }
    copyAttributes(from, name, to, name, stat);
  }

  private static void copyFile(Directory from, Directory to, RawPath name) {
    try (var source = new FileInput(from.open(name));
        var target = new FileOutput(to.create(name, 0600))) {
      source.transferTo(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Owner before mode: a change of owner clears setuid bits. */
  private static void copyAttributes(
      Directory from, RawPath name, Directory to, RawPath copy, FileStat stat) {
    to.setOwner(copy, stat.uid(), stat.gid());
    Xattrs.all(from, name)
        .forEach((attribute, value) -> {
          if (!OverlayAttributes.is(attribute)) {
            Xattrs.set(to, copy, attribute, value);
          }
        });
    if (stat.kind() != FileKind.SYMLINK) {
      to.setPermissions(copy.isEmpty() ? RawPath.of(".") : copy, stat.permissions());
    }
    to.setModified(
        copy.isEmpty() ? RawPath.of(".") : copy, stat.modifiedSeconds(), stat.modifiedNanos());
  }
}
