package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.file.TreeExport;
import dev.jstack.runtime.build.request.BuildOutput;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.Picked;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.build.source.TreeWalk;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.layer.CanonicalTar;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Carries out what is to become of a result. */
final class Exports {
  private final BuildSession session;
  private final ImageStore images;
  private final Progress progress;

  Exports(BuildSession session) {
    this.session = session;
    this.images = session.images();
    this.progress = session.progress();
  }

  /** Returns the image's id, whether or not it is in the store. */
  Digest all(
      List<BuildOutput> outputs,
      StageResult result,
      ImageConfig config,
      List<ImageReference> names) {
    if (!outputs.stream().allMatch(BuildOutput.None.class::isInstance)) {
      session.fetch(result);
    }
    for (var output : outputs) {
      try {
        export(output, result, config, names);
      } catch (IOException e) {
        throw new JstackException("cannot write the result: " + e.getMessage(), e);
      }
    }
    return Digest.of(config.toJson());
  }

  private void export(
      BuildOutput output, StageResult result, ImageConfig config, List<ImageReference> names)
      throws IOException {
    switch (output) {
      case BuildOutput.None _ -> {}
      case BuildOutput.Image _ -> image(config, names);
      case BuildOutput.Files(var directory) -> {
        var step = progress.start("exporting to client directory");
        files(result, directory);
        step.done();
      }
      case BuildOutput.Tar(var target) -> {
        var step = progress.start("exporting to client tarball");
        try (var mount = StageMount.readable(session.lowers(result));
            var root = mount.directory(RawPath.EMPTY);
            var out = target.open()) {
          CanonicalTar.write(root, out);
        }
        step.done();
      }
      case BuildOutput.Archive(var target) -> {
        var step = progress.start("exporting to image archive");
        try (var out = target.open()) {
          images.write(config, names, out);
        }
        step.done();
      }
      case BuildOutput.Layout(var directory) -> {
        var step = progress.start("exporting to image layout");
        images.write(config, names, directory);
        step.done();
      }
    }
  }

  private void image(ImageConfig config, List<ImageReference> names) {
    var step = progress.start("exporting to image");
    var image = images.commitBuilt(config, names);
    step.output(false, "writing image " + image.id());
    for (var reference : names) {
      step.output(false, "naming to " + reference);
    }
    step.done();
  }

  private void files(StageResult result, Path directory) throws IOException {
    Files.createDirectories(directory);
    try (var root = StageMount.readable(session.lowers(result));
        var target = Directory.open(directory)) {
      var tree = new SourceTree(root, IgnoreRules.NONE, false, true);
      var export = new TreeExport(target);
      new TreeWalk(tree, IgnoreRules.NONE, export).walk(new Picked("", root.stat(), ""));
      export.finish();
    }
  }
}
