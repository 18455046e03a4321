package dev.jstack.runtime.build;

import dev.jstack.runtime.build.remote.OpenedSource;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.launch.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A builder with a state directory and a context of its own. */
public final class BuildFixture implements AutoCloseable {
  final Path context;
  final ImageStore images;
  final Builder builder;
  public final List<BuildEvent> events = new ArrayList<>();
  private final Path state;
  private final Launcher launcher = new Launcher();
  private final CgroupTree cgroups = CgroupTree.open("test-" + ProcessHandle.current().pid());

  public BuildFixture(Path temporary) {
    try {
      context = Files.createDirectory(temporary.resolve("context"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    state = temporary.resolve("state");
    images = ImageStore.open(state, temporary.resolve("run"));
    var tools = BuildTools.of(images, state, launcher, cgroups, new HostNetwork());
    // Whatever else happens on this machine meanwhile.
    var key = Digest.of(new byte[0]);
    builder =
        new Builder(
            new BuildTools(
                images,
                tools.bases(),
                tools.caches(),
                tools.cache(),
                tools.digests(),
                launcher,
                cgroups,
                tools.network(),
                tools.temporary(),
                base -> key));
  }

  public void file(String name, String content) throws IOException {
    var path = context.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  public BuildResult build(String dockerfile) {
    return build(dockerfile, BuildOptions.defaults());
  }

  public BuildResult build(String dockerfile, BuildOptions options) {
    var source = BuildSource.inline(context, dockerfile);
    return build(new BuildRequest(source, options, List.of("built"), Map.of()));
  }

  public BuildResult build(BuildRequest request) {
    events.clear();
    return builder.build(
        request,
        event -> {
          synchronized (events) {
            events.add(event);
          }
        });
  }

  OpenedSource open(String context, @Nullable String dockerfile) {
    return builder.open(
        context, dockerfile, BuildOptions.defaults(), InputStream.nullInputStream());
  }

  StoredImage image(BuildResult result) {
    return image(result.image());
  }

  StoredImage image(Digest id) {
    return images.find(id).orElseThrow();
  }

  /** A file of an image, from its topmost layer that has it. */
  public Path find(BuildResult result, String path) {
    return image(result).layers().reversed().stream()
        .map(layer -> layer.directory().resolve(path))
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + path));
  }

  /** All there is in the image's layer of this number, sorted. */
  List<String> names(BuildResult result, int layer) throws IOException {
    var root = image(result).layers().get(layer).directory();
    try (var files = Files.walk(root)) {
      return files.skip(1).map(file -> root.relativize(file).toString()).sorted().toList();
    }
  }

  /** Of the steps that touch files, the one with the highest number. */
  boolean lastStepWasCached() {
    var last = -1;
    for (var event : events) {
      if (event instanceof BuildEvent.Started(int step, var name) && name.startsWith("[")) {
        last = name.startsWith("[internal]") ? last : step;
      }
    }
    return events.contains(new BuildEvent.Cached(last));
  }

  List<String> output() {
    return events.stream()
        .filter(BuildEvent.Output.class::isInstance)
        .map(BuildEvent.Output.class::cast)
        .map(BuildEvent.Output::line)
        .toList();
  }

  List<Path> leftovers() throws IOException {
    var temporary = state.resolve("tmp");
    if (!Files.exists(temporary)) {
      return List.of();
    }
    try (var files = Files.list(temporary)) {
      return files.toList();
    }
  }

  @Override
  public void close() {
    launcher.close();
    cgroups.removeIfEmpty();
  }
}
