package dev.jstack.runtime.build.source;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.util.ArrayList;
import java.util.List;

/** Finds what the sources of COPY and ADD mean in a tree. */
public final class SourceFinder {
  private final SourceTree tree;
  private final boolean crossing;

  /** {@code crossing}: {@code **} is any number of directories ({@code --parents}). */
  public SourceFinder(SourceTree tree, boolean crossing) {
    this.tree = tree;
    this.crossing = crossing;
  }

  /** In the order of names; a pattern may match nothing, a plain path must exist. */
  public List<Picked> find(String source) {
    var path = GoPath.relative(source);
    int pivot = source.indexOf("/./");
    var dropped = pivot < 0 ? "" : GoPath.relative(source.substring(0, pivot));
    if (!PathPattern.isWild(source)) {
      return List.of(picked(path, plain(source, path), dropped));
    }
    var found = new ArrayList<String>();
    expand("", GoPath.components(source), 0, found);
    var result = new ArrayList<Picked>();
    for (var each : found.stream().distinct().toList()) {
      var stat = tree.find(each);
      if (stat.isEmpty() && isDangling(each)) {
        throw missing(each);
      }
      stat.filter(there -> !isIgnored(each, there))
          .ifPresent(there -> result.add(picked(each, there, dropped)));
    }
    return result;
  }

  /** A link to nothing, unless it is ignored. */
  private boolean isDangling(String path) {
    var parent = GoPath.parent(path);
    boolean inDirectory = tree.find(parent).filter(FileStat::isDirectory).isPresent();
    if (!inDirectory || tree.rules().ignores(path)) {
      return false;
    }
    try (var directory = tree.directory(parent)) {
      return directory.stat(RawPath.of(GoPath.name(path))).isPresent();
    }
  }

  private FileStat plain(String source, String path) {
    var stat = tree.find(path).orElseThrow(() -> missing(source));
    if (isIgnored(path, stat)) {
      throw new JstackException(
          "\"/" + path + "\": not found", "it is excluded by .dockerignore", null);
    }
    return stat;
  }

  public static JstackException missing(String source) {
    return new JstackException("\"" + GoPath.absolute(source) + "\": not found");
  }

  /** A directory that is ignored may have children that are not. */
  private boolean isIgnored(String path, FileStat stat) {
    return tree.rules().ignores(path) && (!stat.isDirectory() || tree.rules().prunes());
  }

  /** With {@code dropped} the leading directories that don't count. */
  private static Picked picked(String path, FileStat stat, String dropped) {
    boolean below = !dropped.isEmpty() && path.startsWith(dropped + "/");
    return new Picked(path, stat, below ? path.substring(dropped.length() + 1) : path);
  }

  private void expand(String path, List<String> components, int index, List<String> found) {
    if (index == components.size()) {
      found.add(path);
      return;
    }
    var component = components.get(index);
    if (crossing && component.equals("**")) {
      expand(path, components, index + 1, found);
      for (var name : directories(path)) {
        expand(GoPath.join(path, name), components, index, found);
      }
    } else if (PathPattern.isWild(component)) {
      var pattern = PathPattern.component(component);
      for (var name : names(path)) {
        if (pattern.matches(name)) {
          expand(GoPath.join(path, name), components, index + 1, found);
        }
      }
    } else {
      expand(GoPath.join(path, component), components, index + 1, found);
    }
  }

  private List<String> names(String path) {
    if (tree.find(path).filter(FileStat::isDirectory).isEmpty()) {
      return List.of();
    }
    try (var directory = tree.directory(path)) {
      return directory.list().stream().map(entry -> entry.name().toString()).sorted().toList();
    }
  }

  private List<String> directories(String path) {
    return names(path).stream()
        .filter(
            name -> tree.find(GoPath.join(path, name)).filter(FileStat::isDirectory).isPresent())
        .toList();
  }
}
