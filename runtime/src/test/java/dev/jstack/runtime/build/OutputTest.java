package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildOutput;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class OutputTest {
  private static final String DOCKERFILE =
      "FROM scratch\nCOPY --chown=7:8 --chmod=4711 a /x/y\nCOPY l /x/l\n";

  @TempDir Path temporary;
  private BuildFixture fixture;
  private Path place;

  @BeforeEach
  void open() throws IOException {
    fixture = new BuildFixture(temporary);
    fixture.file("a", "content");
    place = temporary.resolve("place");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    fixture.close();
    assertThat(fixture.leftovers()).isEmpty();
  }

  private BuildResult build(BuildOutput output) throws IOException {
    fixture.file("l", "link");
    var source = BuildSource.inline(fixture.context, DOCKERFILE);
    return fixture.build(
        new BuildRequest(
            source, BuildOptions.defaults(), List.of("out"), Map.of(), List.of(output)));
  }

  @Test
  void filesGoIntoADirectoryAndReplaceWhatIsThere() throws IOException {
    var outside = Files.writeString(temporary.resolve("outside"), "kept");
    Files.createDirectories(place.resolve("x"));
    Files.createSymbolicLink(place.resolve("x/l"), outside);
    Files.writeString(place.resolve("other"), "kept");
    build(new BuildOutput.Files(place));
    assertThat(place.resolve("x/y")).hasContent("content");
    var mode = (int) Files.getAttribute(place.resolve("x/y"), "unix:mode") & 07777;
    assertThat(mode).isEqualTo(04711);
    assertThat(Files.getAttribute(place.resolve("x/y"), "unix:uid")).isEqualTo(0);
    assertThat(place.resolve("x/l")).isRegularFile().hasContent("link");
    assertThat(Files.isSymbolicLink(place.resolve("x/l"))).isFalse();
    assertThat(place.resolve("other")).hasContent("kept");
    assertThat(outside).hasContent("kept");
    assertThat(fixture.images.find("out")).isEmpty();
  }

  @Test
  void aLinkedDirectoryIsNotFollowed() throws IOException {
    var outside = Files.createDirectory(temporary.resolve("outside"));
    Files.createDirectories(place);
    Files.createSymbolicLink(place.resolve("x"), outside);
    build(new BuildOutput.Files(place));
    assertThat(place.resolve("x/y")).hasContent("content");
    assertThat(Files.isDirectory(place.resolve("x"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void filesBecomeATar() throws Exception {
    build(new BuildOutput.Tar(() -> Files.newOutputStream(place)));
    var listing =
        new ProcessBuilder("tar", "--numeric-owner", "-tvf", place.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .containsPattern("-rws--x--x 7/8 .* x/y");
  }

  @Test
  void anArchiveOrALayoutIsAnImageThatOthersRead() throws IOException {
    var result = build(new BuildOutput.Archive(() -> Files.newOutputStream(place)));
    assertThat(fixture.images.find(result.image())).isEmpty();
    assertThat(fixture.images.load(place, null)).hasSize(1);
    assertThat(fixture.images.require("out").id()).isEqualTo(result.image());
    var layout = temporary.resolve("layout");
    build(new BuildOutput.Layout(layout));
    assertThat(layout.resolve("oci-layout")).exists();
    assertThatThrownBy(() -> build(new BuildOutput.Layout(layout)))
        .hasMessageContaining("is not empty");
  }

  @Test
  void aBuildForTheCacheAloneMakesNoImage() throws IOException {
    var result = build(new BuildOutput.None());
    assertThat(fixture.images.find(result.image())).isEmpty();
    assertThat(build(new BuildOutput.Image()).ranSteps()).isZero();
    assertThat(fixture.images.find(result.image())).isPresent();
  }
}
