package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.build.remote.OpenedSource;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("root")
class ContextsTest {
  @TempDir Path temporary;
  private BuildFixture fixture;
  private Path other;

  @BeforeEach
  void open() throws IOException {
    fixture = new BuildFixture(temporary);
    other = Files.createDirectory(temporary.resolve("other"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    fixture.close();
    assertThat(fixture.leftovers()).isEmpty();
  }

  private BuildResult build(String dockerfile, Map<String, String> contexts) {
    var source = BuildSource.inline(fixture.context, dockerfile).with(contexts);
    return fixture.build(BuildRequest.of(source, "built"));
  }

  private static void run(Path directory, String... command) throws Exception {
    var process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private OpenedSource piped(InputStream input) {
    return fixture.builder.open("-", null, BuildOptions.defaults(), input);
  }

  @Test
  void aDirectoryReplacesAStageOrAnImageOfItsName() throws IOException {
    Files.writeString(other.resolve("f"), "context");
    fixture.file("f", "stage");
    var dockerfile = "FROM scratch AS made\nCOPY f /\nFROM scratch\nCOPY --from=made f /\n";
    assertThat(fixture.find(build(dockerfile, Map.of()), "f")).hasContent("stage");
    var contexts = Map.of("MADE", other.toString());
    assertThat(fixture.find(build(dockerfile, contexts), "f")).hasContent("context");
    var image = "FROM scratch\nCOPY --from=docker.io/library/nope:latest f /\n";
    assertThat(fixture.find(build(image, Map.of("nope", other.toString())), "f"))
        .hasContent("context");
  }

  @Test
  void aDirectoryIsABase() throws IOException {
    Files.writeString(other.resolve("f"), "context");
    var result = build("FROM root\nENV a=b\n", Map.of("root", other.toString()));
    assertThat(fixture.names(result, 0)).containsExactly("f");
  }

  @Test
  void aDirectorysOwnIgnoreFileCounts() throws IOException {
    Files.writeString(other.resolve("f"), "");
    Files.writeString(other.resolve("g"), "");
    Files.writeString(other.resolve(".dockerignore"), "g\n.dockerignore\n");
    var result = build("FROM scratch\nCOPY --from=o . /\n", Map.of("o", other.toString()));
    assertThat(fixture.names(result, 0)).containsExactly("f");
  }

  @Test
  void anImageReplacesAnImage() throws IOException {
    fixture.file("f", "");
    fixture.build("FROM scratch\nCOPY f /there\n");
    var contexts = Map.of("alpine", "docker-image://built");
    var result = build("FROM alpine:latest\nENV a=b\n", contexts);
    assertThat(fixture.names(result, 0)).containsExactly("there");
  }

  @Test
  void anImageLayoutIsAnImage() throws Exception {
    fixture.file("f", "");
    fixture.build("FROM scratch\nCOPY f /there\nENV K=v\n");
    var archive = temporary.resolve("image.tar");
    fixture.images.save(List.of("built"), archive);
    run(other, "tar", "xf", archive.toString());
    var layout = "oci-layout://" + other;
    for (var place : List.of(layout, layout + ":latest")) {
      var result = build("FROM it\nENV a=b\n", Map.of("it", place));
      assertThat(fixture.names(result, 0)).containsExactly("there");
      assertThat(fixture.image(result).config().run().env()).contains("K=v");
    }
    assertThatThrownBy(() -> build("FROM it\n", Map.of("it", layout + ":nope")))
        .hasMessageContaining("no image \"nope\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cf", "czf", "cjf"})
  void standardInputMayBeATarWithTheFiles(String how) throws Exception {
    Files.writeString(other.resolve("Dockerfile"), "FROM scratch\nCOPY f /\n");
    Files.writeString(other.resolve("f"), "");
    run(other, "tar", how, temporary.resolve("c.tar").toString(), ".");
    try (var input = Files.newInputStream(temporary.resolve("c.tar"));
        var source = piped(input)) {
      var result = fixture.build(BuildRequest.of(source.source(), "built"));
      assertThat(fixture.names(result, 0)).containsExactly("f");
    }
  }

  @Test
  void standardInputMayBeADockerfileWithoutFiles() throws Exception {
    var text = "FROM scratch\nENV a=b\n".getBytes(StandardCharsets.UTF_8);
    try (var source = piped(new ByteArrayInputStream(text))) {
      assertThat(source.source().directory()).isNull();
      fixture.build(BuildRequest.of(source.source()));
    }
    var copying = "FROM scratch\nCOPY f /\n".getBytes(StandardCharsets.UTF_8);
    try (var source = piped(new ByteArrayInputStream(copying))) {
      assertThatThrownBy(() -> fixture.build(BuildRequest.of(source.source())))
          .hasMessageContaining("there is no build context");
    }
  }

  @Test
  void anArchiveThatLeavesItsDirectoryIsRefused() throws Exception {
    run(other, "sh", "-c", "touch f && tar cPf ../c.tar ../other/f ./../other/f");
    try (var input = Files.newInputStream(temporary.resolve("c.tar"))) {
      assertThatThrownBy(() -> piped(input)).hasMessageContaining("..");
    }
  }

  @Test
  void anUnknownKindOfPlaceIsRefused() {
    assertThatThrownBy(() -> build("FROM scratch\nENV a=b\n", Map.of("x", "ftp://host/x")))
        .hasMessageContaining("\"ftp://host/x\": unknown kind");
  }
}
