package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.file.CopyStyle;
import dev.jstack.runtime.build.file.FileCopier;
import dev.jstack.runtime.build.file.LocalArchive;
import dev.jstack.runtime.build.file.Place;
import dev.jstack.runtime.build.file.RegularFiles;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.LinkPath;
import dev.jstack.runtime.build.source.Picked;
import dev.jstack.runtime.build.source.SourceContents;
import dev.jstack.runtime.build.source.SourceFinder;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.build.source.TreeWalk;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.layer.LayerUnpacker;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Carries a COPY or ADD out. */
final class CopyWork {
  private static final int INLINE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;

  private final CopyStep step;
  private final StageFiles target;
  private final CopyStyle style;
  private final SourceContents contents;
  private final IgnoreRules excludes;
  private final RawPath place;
  private final Path temporary;

  /** {@code style} is that of files from outside. */
  CopyWork(
      CopyStep step, StageFiles target, CopyStyle style, SourceContents contents, Path temporary) {
    this.temporary = temporary;
    this.step = step;
    this.target = target;
    this.style = style;
    this.contents = contents;
    this.excludes = IgnoreRules.of(step.excludes());
    this.place = RawPath.of(GoPath.relative(step.target()));
  }

  /**
   * @param unpacks a file that is a tar gives what is in it
   * @param watch gets what was copied of a tree that may change meanwhile
   */
  void copy(SourceTree tree, List<Picked> sources, boolean unpacks, TreeWalk.Visitor watch) {
    boolean directory = intoDirectory(sources);
    for (var source : sources) {
      watch.begin(source);
      if (step.parents()) {
        withParents(tree, source, watch);
      } else if (source.isDirectory()) {
        try (var into = directories(place)) {
          walk(tree, source, into, RawPath.EMPTY, watch);
        }
      } else if (!unpacks || !unpacked(tree, source)) {
        file(tree, source, directory, watch);
      } else {
        new TreeWalk(tree, excludes, watch).walk(source);
      }
    }
    target.maker().drain();
  }

  private boolean intoDirectory(List<Picked> sources) {
    boolean directory = step.intoDirectory() || target.isDirectory(place);
    step.refuseOverwriting(sources, directory);
    return directory;
  }

  private void file(SourceTree tree, Picked source, boolean intoDirectory, TreeWalk.Visitor watch) {
    var path = destination(source.name(), intoDirectory);
    try (var into = directories(path.parent())) {
      walk(tree, source, into, path.name(), watch);
    }
  }

  /** Where a file goes; a link as the last component is followed. */
  private RawPath destination(String name, boolean intoDirectory) {
    return intoDirectory ? place.resolve(RawPath.of(name)) : target.settle(place);
  }

  private void withParents(SourceTree tree, Picked source, TreeWalk.Visitor watch) {
    var keep = RawPath.of(source.keep());
    var lost = source.path().substring(0, source.path().length() - source.keep().length());
    var parts = source.isDirectory() ? keep : keep.parent();
    var own = styled(tree);
    var walked = RawPath.EMPTY;
    for (var component : parts.components()) {
      walked = walked.resolve(new RawPath(component));
      var stat = tree.find(lost + walked).orElseThrow(() -> SourceFinder.missing(source.path()));
      target.directories(place.resolve(walked), own.owner(stat), own.mode(stat)).close();
    }
    try (var into = directories(place)) {
      walk(tree, source, into, keep, watch);
    }
  }

  private void walk(
      SourceTree tree,
      Picked source,
      StageFiles.Chain into,
      RawPath prefix,
      TreeWalk.Visitor watch) {
    walk(tree, source, into, prefix, watch, styled(tree));
  }

  private void walk(
      SourceTree tree,
      Picked source,
      StageFiles.Chain into,
      RawPath prefix,
      TreeWalk.Visitor watch,
      CopyStyle own) {
    var files = new RegularFiles(target.maker(), contents, tree.stable());
    try (var copier =
        new FileCopier(into.last(), step.target(), prefix, own, target.maker(), files)) {
      new TreeWalk(
              tree,
              excludes,
              (directory, name, path, stat) -> {
                copier.visit(directory, name, path, stat);
                watch.visit(directory, name, path, stat);
              })
          .walk(source);
    }
  }

  private CopyStyle styled(SourceTree tree) {
    return new CopyStyle(style.owner(), style.mode(), tree.foreign(), style.time());
  }

  /** Whether the source was an archive and is unpacked now. */
  private boolean unpacked(SourceTree tree, Picked source) {
    var path = LinkPath.settle(tree.root(), RawPath.of(source.path()));
    try (var file = tree.root().open(path, Fd.O_RDONLY, 0, Resolve.IN_ROOT)) {
      var tar = LocalArchive.tar(file);
      tar.ifPresent(this::unpack);
      return tar.isPresent();
    }
  }

  /** First beside the stage, where nothing can be in its way, then copied like any tree. */
  private void unpack(InputStream tar) {
    try (var work = WorkPlace.in(temporary);
        var into = target.directories(place, style.parents(), DIRECTORY_MODE);
        var unpacked = new SourceTree(Directory.open(work.path()), IgnoreRules.NONE, false, true)) {
      LayerUnpacker.unpack(unpacked.root(), tar, null);
      var all = new Picked("", unpacked.root().stat(), "");
      // An archive says itself which modes its files have.
      var own = new CopyStyle(style.owner(), null, false, style.time());
      var files = new RegularFiles(target.maker(), contents, false);
      try (var copier =
          new FileCopier(into.last(), step.target(), RawPath.EMPTY, own, target.maker(), files)) {
        new TreeWalk(unpacked, excludes, copier.replacing()).walk(all);
      }
      target.maker().drain();
    } catch (IOException e) {
      throw new JstackException("cannot unpack: " + e.getMessage(), e);
    }
  }

  void write(List<CopyStep.InlineFile> files) {
    if (files.isEmpty()) {
      return;
    }
    boolean directory = intoDirectory(List.of());
    for (var file : files) {
      var path = destination(file.name(), directory);
      try (var into = directories(path.parent())) {
        write(into.last(), path.name(), file.content().getBytes(StandardCharsets.UTF_8));
      }
    }
    target.maker().drain();
  }

  private void write(Place into, RawPath name, byte[] content) {
    target.maker().drain();
    var mode = style.mode();
    var owner = style.parents();
    try (var file = into.cleared(name).create(name, INLINE_MODE)) {
      target.maker().spoil();
      new FileOutput(file).write(content, 0, content.length);
      Attributes.setOwner(file, owner.uid(), owner.gid());
      Attributes.setPermissions(file, mode == null ? INLINE_MODE : mode.apply(INLINE_MODE, false));
    }
  }

  /** What is missing of it is made with the mode of --chmod, if that is a number. */
  private StageFiles.Chain directories(RawPath path) {
    var change = style.mode();
    int mode =
        change != null && change.isAbsolute() ? change.apply(DIRECTORY_MODE, true) : DIRECTORY_MODE;
    return target.directories(path, style.parents(), mode, mode);
  }
}
