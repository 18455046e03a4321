package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.LowerMount;
import dev.jstack.runtime.launch.UserNamespace;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.MountMap;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A container's root file system before any process is in it: an overlay mounted nowhere, entered
 * only through its descriptor, so that no link of the image leads outside and nothing is left after
 * a crash.
 */
final class RootTree implements AutoCloseable {
  private static final int MAX_LINKS = 40;

  private final Directory root;
  private final @Nullable MountMap map;

  private RootTree(Directory root, @Nullable MountMap map) {
    this.root = root;
    this.map = map;
  }

  /** Mounts the image's layers with {@code upper} and {@code work} of this directory over them. */
  static RootTree mount(List<Lower> lowers, Path directory) {
    return mount(lowers, directory, null);
  }

  /** Likewise for the users of a map, or null. */
  static RootTree mount(List<Lower> lowers, Path directory, @Nullable UserMap users) {
    var mark = mark(directory);
    var all = new ArrayList<Lower>();
    all.add(new Lower.Directory(mark, mark));
    all.addAll(lowers);
    if (users != null) {
      var map = UserNamespace.forMounts(users);
      var tree = Directory.of(LowerMount.remapped(all, directory, map));
      return new RootTree(tree.seenBy(users), map);
    }
    return new RootTree(
        Directory.of(
            LowerMount.writable(
                all, directory.resolve("upper"), directory.resolve("work"), List.of())),
        null);
  }

  /** The map of those who will see it; null for nobody but this process's users. */
  @Nullable MountMap map() {
    return map;
  }

  /**
   * A layer over all images, with the empty file by which programs tell that they are in a
   * container. So it is no change of the container's.
   */
  private static Path mark(Path directory) {
    var mark = Objects.requireNonNull(directory.getParent()).resolveSibling("mark");
    var file = mark.resolve(".dockerenv");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(mark);
        Files.write(file, new byte[0]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return mark;
    } catch (IOException e) {
      throw new JstackException("cannot make " + file + ": " + e.getMessage(), e);
    }
  }

  /** The same to look at only, while a container runs in it. */
  static RootTree view(List<Lower> lowers, Path directory) {
    return new RootTree(LowerMount.readable(lowers, directory.resolve("upper")), null);
  }

  Fd tree() {
    return root.fd();
  }

  Directory directory() {
    return root;
  }

  /** Makes a mount point for a directory; links are followed inside the root, dangling ones too. */
  void makeDirectory(String target) {
    var path = RawPath.of(target.substring(1));
    try (var made = make(path)) {
      made.fd();
    } catch (LinuxException e) {
      if (e.is(Errno.ENOTDIR) || e.is(Errno.EEXIST)) {
        throw new JstackException(
            "cannot mount a directory on " + target + ": the image has a file there", e);
      }
      throw e;
    }
  }

  private Directory make(RawPath path) {
    try {
      return root.makeDirectories(path);
    } catch (LinuxException e) {
      if (!e.is(Errno.EEXIST)) {
        throw e;
      }
      return root.makeDirectories(withoutLinks(path));
    }
  }

  /** Makes a mount point for a file, likewise. */
  void makeFile(String target) {
    var path = RawPath.of(target.substring(1));
    try (var file = root.open(path, Fd.O_PATH, 0, Resolve.IN_ROOT)) {
      if (Attributes.stat(file).isDirectory()) {
        throw new JstackException(
            "cannot mount a file on " + target + ": the image has a directory there");
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
      var place = withoutLinks(path);
      try (var parent = root.makeDirectories(place.parent())) {
        parent.create(place.name(), 0644).close();
      }
    }
  }

  /** The same place of this root by a path that has no links; what is missing stays as it is. */
  private RawPath withoutLinks(RawPath path) {
    var todo = new ArrayDeque<>(path.components());
    var walked = RawPath.EMPTY;
    for (int links = 0; !todo.isEmpty() && links < MAX_LINKS; ) {
      var part = todo.pop();
      if (part.equals("..")) {
        walked = walked.parent();
        continue;
      }
      var next = walked.resolve(new RawPath(part));
      if (root.stat(next).filter(stat -> stat.kind() == FileKind.SYMLINK).isEmpty()) {
        walked = next;
        continue;
      }
      var target = root.readLink(next);
      walked = target.bytes().startsWith("/") ? RawPath.EMPTY : walked;
      target.components().reversed().forEach(todo::push);
      links++;
    }
    if (!todo.isEmpty()) {
      throw new LinuxException("open " + path, Errno.ELOOP);
    }
    return walked;
  }

  @Override
  public void close() {
    root.close();
  }
}
