package dev.jstack.runtime.build.source;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * Visits what is not ignored below a picked source, parents before children, in the order of bytes.
 * Links are not followed, but for the source itself.
 */
public final class TreeWalk {
  /** Gets every entry. */
  @FunctionalInterface
  public interface Visitor {
    /** A source comes next. */
    default void begin(Picked source) {}

    /**
     * @param directory where it lies, open
     * @param name in {@code directory}
     * @param path relative to the source; empty for a source that is a file
     */
    void visit(Directory directory, RawPath name, RawPath path, FileStat stat);
  }

  /** A directory that is ignored itself, visited only when something below it is not. */
  private record Waiting(Directory parent, RawPath name, RawPath path, FileStat stat) {}

  private final SourceTree tree;
  private final IgnoreRules excludes;
  private final Visitor visitor;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  public TreeWalk(SourceTree tree, IgnoreRules excludes, Visitor visitor) {
    this.tree = tree;
    this.excludes = excludes;
    this.visitor = visitor;
  }

  public void walk(Picked picked) {
    var verdict = tree.rules().root();
    var walked = "";
    for (var component : GoPath.components(picked.path())) {
      walked = GoPath.join(walked, component);
      verdict = tree.rules().judge(walked, verdict);
    }
    if (picked.isDirectory()) {
      try (var directory = tree.directory(picked.path())) {
        children(directory, picked.path(), RawPath.EMPTY, verdict, excludes.root());
      }
    } else if (!excludes.ignores(picked.name())) {
      file(picked);
    }
  }

  /** The file that a source is or, as a link, points to. */
  private void file(Picked picked) {
    var path = LinkPath.settle(tree.root(), RawPath.of(picked.path()));
    try (var parent = tree.root().directory(path.parent(), Resolve.IN_ROOT)) {
      visitor.visit(parent, path.name(), RawPath.EMPTY, picked.stat());
    }
  }

  private void children(
      Directory directory,
      String place,
      RawPath path,
      IgnoreRules.Verdict above,
      IgnoreRules.Verdict excludedAbove) {
    if (Thread.currentThread().isInterrupted()) {
      throw new JstackException("build cancelled");
    }
    var entries = directory.list();
    entries.sort(Comparator.comparing(entry -> entry.name()));
    for (var entry : entries) {
      var below = path.resolve(entry.name());
      var where = GoPath.join(place, entry.name().toString());
      var verdict = tree.rules().judge(where, above);
      var excluded = excludes.judge(below.toString(), excludedAbove);
      boolean hidden = verdict.ignored() || excluded.ignored();
      boolean pruned =
          (verdict.ignored() && tree.rules().prunes()) || (excluded.ignored() && excludes.prunes());
      var stat = pruned ? null : directory.stat(entry.name()).orElse(null);
      if (stat == null || (hidden && !stat.isDirectory())) {
        continue;
      }
      if (!stat.isDirectory()) {
        visitWaiting();
        visitor.visit(directory, entry.name(), below, stat);
        continue;
      }
      var self = new Waiting(directory, entry.name(), below, stat);
      waiting.addLast(self);
      if (!hidden) {
        visitWaiting();
      }
      try (var next = directory.directory(entry.name())) {
        children(next, where, below, verdict, excluded);
      }
      waiting.remove(self);
    }
  }

  private void visitWaiting() {
    while (!waiting.isEmpty()) {
      var next = waiting.removeFirst();
      visitor.visit(next.parent, next.name, next.path, next.stat);
    }
  }
}
