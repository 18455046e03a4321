package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.MountMap;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lower layers as file systems that are mounted nowhere. */
public final class LowerMount {
  private LowerMount() {}

  /** With a writable layer over them; {@code upper} and {@code work} are of one file system. */
  public static Fd writable(
      List<Lower> lowers, Path upper, Path work, List<Mounts.Option> options) {
    return complete(
        lowers,
        Mounts.overlay(paths(lowers), upper.toString(), work.toString(), options),
        new Above(directories(lowers), upper, work, options));
  }

  /** To be called when {@code upper} is mounted no more and is to become a layer. */
  public static void tidy(List<Lower> lowers, Path upper) {
    if (lowers.getLast() instanceof Lower.Host(var base)) {
      base.tidy(upper);
    }
  }

  /**
   * Likewise for the users of a map: files belong to whom they do inside, on disk and in every
   * layer as without it.
   *
   * @param over has directories {@code upper} and {@code work}
   */
  public static Fd remapped(List<Lower> lowers, Path over, MountMap map) {
    var layers = new ArrayList<List<Fd>>();
    try (var writable = Mounts.treeAlone(over)) {
      map.apply(writable, over.toString());
      for (var lower : lowers) {
        layers.add(remapped(lower, map));
      }
      return Mounts.overlay(layers, writable);
    } finally {
      layers.stream().flatMap(List::stream).forEach(Fd::close);
    }
  }

  private static List<Fd> remapped(Lower lower, MountMap map) {
    return switch (lower) {
      case Lower.Directory(_, var alias) -> List.of(Mounts.remapped(alias, map));
      case Lower.Host(var base) -> base.remapped(map);
    };
  }

  /** To look at, below {@code over}, directories that are layers as well. */
  public static Directory readable(List<Lower> lowers, Path... over) {
    if (lowers.size() == 1 && over.length == 0) {
      // An overlay of one layer without an upper one isn't allowed, nor needed.
      return only(lowers.getFirst());
    }
    var paths = new ArrayList<String>();
    for (var path : over) {
      paths.add(path.toString());
    }
    paths.addAll(paths(lowers));
    var directories = new ArrayList<>(List.of(over));
    directories.addAll(directories(lowers));
    return Directory.of(
        complete(lowers, Mounts.overlay(paths, null, null), Above.readOnly(directories)));
  }

  private static Directory only(Lower lower) {
    return switch (lower) {
      case Lower.Directory(var path, _) -> Directory.open(path);
      case Lower.Host(var base) -> Directory.of(base.whole()).directory(RawPath.EMPTY);
    };
  }

  private static List<String> paths(List<Lower> lowers) {
    return lowers.stream().map(LowerMount::path).toList();
  }

  private static String path(Lower lower) {
    return switch (lower) {
      case Lower.Directory(_, var alias) -> alias.toString();
      case Lower.Host(var base) -> "/proc/self/fd/" + base.tree().number();
    };
  }

  private static List<Path> directories(List<Lower> lowers) {
    return lowers.stream()
        .flatMap(lower ->
            lower instanceof Lower.Directory(_, var alias) ? Stream.of(alias) : Stream.empty())
        .toList();
  }

  private static Fd complete(List<Lower> lowers, Fd overlay, Above above) {
    return lowers.getLast() instanceof Lower.Host(var base)
        ? base.complete(overlay, above)
        : overlay;
  }
}
