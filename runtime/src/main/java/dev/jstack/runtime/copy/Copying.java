package dev.jstack.runtime.copy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.copy.FileTree.Place;
import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Copies files by docker's rules: a directory is copied into one that is there and becomes one that
 * isn't; with {@code /.} at the end only what is in it is copied; a file takes the place of another
 * one; the directory that something is copied to must be there.
 */
public final class Copying {
  private final Owner owner;
  private final boolean intoContainer;
  private final Consumer<String> warnings;

  private Copying(Owner owner, boolean intoContainer, Consumer<String> warnings) {
    this.owner = owner;
    this.intoContainer = intoContainer;
    this.warnings = warnings;
  }

  /** Copies that will belong to {@code owner}. */
  public static Copying into(Owner owner) {
    return new Copying(owner, true, _ -> {});
  }

  /**
   * Likewise, but nothing that comes out of a container is trusted: no link in what was copied is
   * followed, and devices are left out, which {@code warnings} hears of.
   */
  public static Copying outOf(Owner owner, Consumer<String> warnings) {
    return new Copying(owner, false, warnings);
  }

  /**
   * Returns how many bytes the files have.
   *
   * @param followLink of a link not itself is copied, but what it leads to
   */
  public long copy(FileTree from, String source, FileTree to, String target, boolean followLink) {
    try (var place = source(from, source, followLink);
        var goal = target(to, target)) {
      boolean contents = contentsOnly(source) || place.name().isEmpty();
      if (place.isDirectory() && goal.stat().isPresent() && !goal.isDirectory()) {
        throw new JstackException(
            "cannot copy the directory \"%s\" to the file \"%s\"".formatted(source, target));
      }
      if (!place.isDirectory() && !goal.isDirectory() && endsAsDirectory(target)) {
        throw noDirectory(target, to);
      }
      boolean inside = goal.isDirectory();
      if (!inside && goal.mounted()) {
        throw new JstackException(
            "cannot replace \"" + target + "\" " + to.title() + ": it is mounted");
      }
      to.checkWritable(goal.path());
      var base = inside ? goal.path() : goal.path().parent();
      var name = !inside ? goal.path().name() : contents ? RawPath.EMPTY : given(source, place);
      return copy(from, place, sink(to, base), name);
    } catch (IOException e) {
      throw new JstackException("cannot copy \"" + source + "\": " + e.getMessage(), e);
    }
  }

  /** Writes an archive of what is there; returns how many bytes the files have. */
  public static long archive(FileTree from, String source, OutputStream out, boolean followLink) {
    try (var place = source(from, source, followLink)) {
      boolean contents = contentsOnly(source) && place.isDirectory();
      return copy(from, place, new TarSink(out), contents ? RawPath.EMPTY : place.path().name());
    } catch (IOException e) {
      throw new JstackException("cannot copy \"" + source + "\": " + e.getMessage(), e);
    }
  }

  /** Unpacks an archive into a directory that is there; likewise. */
  public long unpack(InputStream archive, FileTree to, String target) {
    try (var goal = target(to, target)) {
      if (!goal.isDirectory()) {
        throw new JstackException(
            "destination \"" + target + "\" " + to.title() + " must be a directory");
      }
      to.checkWritable(goal.path());
      var sink = sink(to, goal.path());
      long bytes = TarSource.copy(archive, sink);
      sink.finish();
      return bytes;
    } catch (EOFException e) {
      throw new ArchiveException("the archive on standard input is cut short", e);
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException e) {
      throw new JstackException("cannot read the archive: " + e.getMessage(), e);
    }
  }

  private static long copy(FileTree from, Place place, Sink sink, RawPath as) throws IOException {
    long bytes = new TreeSource(from, sink).copy(place, as);
    sink.finish();
    return bytes;
  }

  private TreeSink sink(FileTree to, RawPath base) {
    return new TreeSink(intoContainer ? inTree(to, base) : beneath(to, base), owner);
  }

  /** Links that are there lead on, as they would for the container itself. */
  private static TreeSink.Target inTree(FileTree tree, RawPath base) {
    return new TreeSink.Target(
        path -> {
          tree.checkWritable(base.resolve(path));
          return path.isEmpty() ? tree.open(base) : tree.openOrMake(base.resolve(path));
        },
        null);
  }

  /** No link below the base leads anywhere. */
  private TreeSink.Target beneath(FileTree tree, RawPath base) {
    return new TreeSink.Target(
        path -> {
          try (var directory = tree.open(base)) {
            return directory.directory(path);
          }
        },
        path -> warnings.accept("left out \"" + path + "\": it is a device"));
  }

  private static Place source(FileTree tree, String path, boolean followLink) {
    try {
      var place = tree.find(RawPath.of(path), followLink || endsAsDirectory(path));
      if (place.stat().isPresent() && (place.isDirectory() || !endsAsDirectory(path))) {
        return place;
      }
      place.close();
      throw place.stat().isPresent() ? noDirectory(path, tree) : noFile(path, tree);
    } catch (LinuxException e) {
      throw e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) ? noFile(path, tree) : e;
    }
  }

  private static Place target(FileTree tree, String path) {
    try {
      return tree.find(RawPath.of(path), true);
    } catch (LinuxException e) {
      throw e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)
          ? noDirectory(RawPath.of(path).parent().toString(), tree)
          : e;
    }
  }

  /** What the user called it; a name that says nothing is that of the place. */
  private static RawPath given(String source, Place place) {
    var parts = RawPath.of(source).components();
    boolean says = !parts.isEmpty() && !parts.getLast().equals("..");
    return says ? new RawPath(parts.getLast()) : place.path().name();
  }

  private static boolean contentsOnly(String path) {
    return path.equals(".") || path.endsWith("/.");
  }

  private static boolean endsAsDirectory(String path) {
    return path.endsWith("/") || contentsOnly(path);
  }

  private static JstackException noFile(String path, FileTree tree) {
    return new JstackException("could not find the file \"" + path + "\" " + tree.title());
  }

  private static JstackException noDirectory(String path, FileTree tree) {
    return new NotFoundException("directory", "\"" + path + "\" " + tree.title());
  }
}
