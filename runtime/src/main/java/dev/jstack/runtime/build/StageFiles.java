package dev.jstack.runtime.build;

import dev.jstack.runtime.build.file.FileMaker;
import dev.jstack.runtime.build.file.Ownership;
import dev.jstack.runtime.build.file.Place;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stage's files that COPY puts others among: paths are resolved inside it, links included. No
 * overlay is mounted for writing, as two directories say the same: the layers' files, and the new
 * layer's over them.
 */
final class StageFiles implements AutoCloseable {
  private static final int DIRECTORY_MODE = 0755;
  private static final int MOST_LINKS = 40;

  private final Directory upper;
  private final Directory lower;
  private final FileMaker maker;

  /** Closing it closes all three; the maker's root is where new files go. */
  StageFiles(Directory lower, FileMaker maker) {
    this.upper = maker.root();
    this.lower = lower;
    this.maker = maker;
  }

  /** For a layer in the making. */
  static StageFiles open(LayerStep.Making making) {
    var upper = Directory.open(making.draft().upper());
    var maker = new FileMaker(upper, making.digest().sequence(), making.time());
    try {
      return new StageFiles(StageMount.readable(making.lowers()), maker);
    } catch (RuntimeException e) {
      upper.close();
      throw e;
    }
  }

  /** What was there before the step. */
  Directory before() {
    return lower;
  }

  FileMaker maker() {
    return maker;
  }

  boolean isDirectory(RawPath path) {
    return stat(settle(path)).filter(FileStat::isDirectory).isPresent();
  }

  /** Of a path without links. */
  private Optional<FileStat> stat(RawPath path) {
    if (path.isEmpty()) {
      return Optional.of(lower.stat());
    }
    var above = upper.stat(path);
    return above.isPresent() ? above : lower.stat(path).filter(stat -> !stat.isWhiteout());
  }

  /** The same path without links; what is missing of it is taken as it is written. */
  RawPath settle(RawPath path) {
    var left = new ArrayDeque<>(path.components());
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!left.isEmpty()) {
      var component = left.removeFirst();
      if (component.equals("..")) {
        done = done.subList(0, Math.max(0, done.size() - 1));
        continue;
      }
      var next = new RawPath(String.join("/", done)).resolve(new RawPath(component));
      if (stat(next).filter(stat -> stat.kind() == FileKind.SYMLINK).isEmpty()) {
        done.add(component);
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new LinuxException("open \"" + path + "\"", Errno.ELOOP);
      }
      var target = readLink(next);
      if (target.bytes().startsWith("/")) {
        done = new ArrayList<>();
      }
      target.components().reversed().forEach(left::addFirst);
    }
    return new RawPath(String.join("/", done));
  }

  private RawPath readLink(RawPath path) {
    return (upper.stat(path).isPresent() ? upper : lower).readLink(path);
  }

  /**
   * A directory, with what is missing of it made: 0755 and this owner's, the last one of this mode.
   * What exists is not touched.
   */
  Chain directories(RawPath path, Ownership owner, int mode) {
    return directories(path, owner, mode, DIRECTORY_MODE);
  }

  /** Likewise, with a mode for those above it. */
  Chain directories(RawPath path, Ownership owner, int mode, int above) {
    var chain = new Chain(Place.root(maker, upper, lower));
    try {
      var components = settle(path).components();
      for (int i = 0; i < components.size(); i++) {
        boolean last = i == components.size() - 1;
        chain.go(new RawPath(components.get(i)), owner, last ? mode : above);
      }
      return chain;
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  /** The directories from the root to a place, open. */
  static final class Chain implements AutoCloseable {
    private final List<Place> places = new ArrayList<>();

    Chain(Place root) {
      places.add(root);
    }

    Place last() {
      return places.getLast();
    }

    private void go(RawPath name, Ownership owner, int mode) {
      var existing = last().stat(name);
      if (existing.isEmpty()) {
        places.add(last().make(name, owner, mode));
      } else if (existing.get().isDirectory()) {
        places.add(last().enter(name));
      } else {
        throw Place.notDirectory(last().path().resolve(name));
      }
    }

    @Override
    public void close() {
      places.reversed().forEach(Place::close);
    }
  }

  @Override
  public void close() {
    maker.close();
    upper.close();
    lower.close();
  }
}
