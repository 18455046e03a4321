package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
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
import org.jspecify.annotations.Nullable;

/** Carries a COPY or ADD out. */
final class CopyWork {
  private static final int INLINE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;

  private final CopyStep step;
  private final TargetTree target;
  private final FileCopier.Style style;
  private final IgnoreRules excludes;
  private final RawPath place;
  private final Path temporary;

  /** {@code owner} of --chown, or null. */
  CopyWork(CopyStep step, Directory root, @Nullable Ownership owner, Path temporary) {
    this.temporary = temporary;
    this.step = step;
    this.target = new TargetTree(root);
    var chmod = step.chmod();
    this.style = new FileCopier.Style(owner, chmod == null ? null : ModeChange.parse(chmod), true);
    this.excludes = IgnoreRules.of(step.excludes());
    this.place = RawPath.of(GoPath.relative(step.target()));
  }

  /** {@code unpacks}: a file that is a tar gives what is in it. */
  void copy(SourceTree tree, List<Picked> sources, boolean unpacks) {
    boolean directory = intoDirectory(sources);
    for (var source : sources) {
      if (step.parents()) {
        withParents(tree, source);
      } else if (source.isDirectory()) {
        try (var into = directories(place)) {
          walk(tree, source, into, RawPath.EMPTY);
        }
      } else if (!unpacks || !unpacked(tree, source)) {
        file(tree, source, directory);
      }
    }
  }

  private boolean intoDirectory(List<Picked> sources) {
    boolean directory = step.intoDirectory() || target.isDirectory(GoPath.relative(step.target()));
    step.refuseOverwriting(sources, directory);
    return directory;
  }

  private void file(SourceTree tree, Picked source, boolean intoDirectory) {
    var path = destination(source.name(), intoDirectory);
    try (var into = directories(path.parent())) {
      walk(tree, source, into, path.name());
    }
  }

  /** Where a file goes; a link as the last component is followed. */
  private RawPath destination(String name, boolean intoDirectory) {
    return intoDirectory ? place.resolve(RawPath.of(name)) : LinkPath.settle(target.root(), place);
  }

  private void withParents(SourceTree tree, Picked source) {
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
      walk(tree, source, into, keep);
    }
  }

  private void walk(SourceTree tree, Picked source, Directory into, RawPath prefix) {
    var copier = new FileCopier(into, step.target(), prefix, styled(tree));
    new TreeWalk(tree, excludes, copier).walk(source);
  }

  private FileCopier.Style styled(SourceTree tree) {
    return new FileCopier.Style(style.owner(), style.mode(), tree.foreign());
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
        var into = directories(place);
        var unpacked = new SourceTree(Directory.open(work.path()), IgnoreRules.NONE, false, true)) {
      LayerUnpacker.unpack(unpacked.root(), tar, null);
      var all = new Picked("", unpacked.root().stat(), "");
      walk(unpacked, all, into, RawPath.EMPTY);
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
        if (into.stat(path.name()).isPresent()) {
          into.remove(path.name());
        }
        try (var output = into.create(path.name(), INLINE_MODE)) {
          write(output, file.content().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private void write(Fd file, byte[] content) {
    new FileOutput(file).write(content, 0, content.length);
    var owner = style.parents();
    Attributes.setOwner(file, owner.uid(), owner.gid());
    var mode = style.mode();
    Attributes.setPermissions(file, mode == null ? INLINE_MODE : mode.apply(INLINE_MODE, false));
  }

  private Directory directories(RawPath path) {
    var mode = style.mode();
    return target.directories(
        path, style.parents(), mode == null ? DIRECTORY_MODE : mode.apply(DIRECTORY_MODE, true));
  }
}
