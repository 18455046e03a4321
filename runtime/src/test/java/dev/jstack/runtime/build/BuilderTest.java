package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.launch.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class BuilderTest {
  @TempDir Path temporary;
  private Path context;
  private ImageStore images;
  private Builder builder;
  private final List<BuildEvent> events = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    context = Files.createDirectory(temporary.resolve("context"));
    var state = temporary.resolve("state");
    images = ImageStore.open(state, temporary.resolve("run"));
    builder =
        new Builder(
            BuildTools.of(
                images,
                state,
                new Launcher(),
                CgroupTree.open("test-" + ProcessHandle.current().pid()),
                new HostNetwork()));
  }

  private void file(String name, String content) throws IOException {
    var path = context.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private BuildResult build(String dockerfile) {
    return build(dockerfile, BuildOptions.defaults());
  }

  private BuildResult build(String dockerfile, BuildOptions options) {
    events.clear();
    var source = BuildSource.inline(context, dockerfile);
    var request = new BuildRequest(source, options, List.of("built"), Map.of());
    return builder.build(
        request,
        event -> {
          synchronized (events) {
            events.add(event);
          }
        });
  }

  private StoredImage image(BuildResult result) {
    return images.find(result.image()).orElseThrow();
  }

  /** A file of an image whose layers have it once. */
  private Path find(BuildResult result, String path) {
    return image(result).layers().reversed().stream()
        .map(layer -> layer.directory().resolve(path))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private List<String> output() {
    return events.stream()
        .filter(BuildEvent.Output.class::isInstance)
        .map(BuildEvent.Output.class::cast)
        .map(BuildEvent.Output::line)
        .toList();
  }

  @Test
  void filesOfTheContextBecomeALayerOnNothing() throws IOException {
    file("app/hello.txt", "hello");
    var result = build("FROM scratch\nCOPY app /srv/\nCMD [\"/srv/run\"]\n");
    assertThat(find(result, "srv/hello.txt")).hasContent("hello");
    assertThat(image(result).config().run().cmd()).containsExactly("/srv/run");
    assertThat(result.ranSteps()).isEqualTo(1);
  }

  @Test
  void anUnchangedBuildComesFromTheCacheWithTheSameId() throws IOException {
    file("a.txt", "a");
    var first = build("FROM scratch\nCOPY . /\n");
    var second = build("FROM scratch\nCOPY . /\n");
    assertThat(second.image()).isEqualTo(first.image());
    assertThat(second.ranSteps()).isZero();
    assertThat(second.cachedSteps()).isEqualTo(1);
  }

  @Test
  void aProgramOfTheHostRunsInAStage() {
    var result =
        build(
            """
            FROM host AS build
            WORKDIR /work
            RUN echo made > result && id -u && pwd
            FROM scratch
            COPY --from=build /work/result /result
            """);
    assertThat(find(result, "result")).hasContent("made\n");
    assertThat(output()).contains("0", "/work");
    assertThat(image(result).layers()).hasSize(1);
  }

  @Test
  void aProgramThatFailsIsShownWithItsPlaceAndLastLines() {
    assertThatThrownBy(() -> build("FROM host\nRUN echo before; exit 7\n"))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e)
                  .hasMessage(
                      "process \"/bin/sh -c echo before; exit 7\" did not complete successfully:"
                          + " exit code: 7");
              assertThat(e.block()).contains(" before\n").contains("   2 | >>> RUN echo before");
            });
  }
}
