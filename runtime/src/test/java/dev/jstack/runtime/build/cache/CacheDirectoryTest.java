package dev.jstack.runtime.build.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.build.BuildEvent;
import dev.jstack.runtime.build.BuildFixture;
import dev.jstack.runtime.build.BuildResult;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.CacheExport;
import dev.jstack.runtime.build.request.CachePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class CacheDirectoryTest {
  private static final String DOCKERFILE =
      "FROM scratch AS one\nCOPY a /\nFROM scratch\nCOPY --from=one a /b\n";

  @TempDir Path temporary;
  private Path cache;

  @BeforeEach
  void fill() throws IOException {
    cache = temporary.resolve("cache");
    try (var first = fixture("first")) {
      first.build(
          DOCKERFILE,
          BuildOptions.defaults()
              .withCaches(List.of(), List.of(CacheExport.all(new CachePlace.Directory(cache)))));
    }
  }

  private BuildFixture fixture(String name) throws IOException {
    var fixture = new BuildFixture(Files.createDirectory(temporary.resolve(name)));
    fixture.file("a", "1");
    return fixture;
  }

  private BuildResult again(BuildFixture fixture) {
    return fixture.build(
        DOCKERFILE,
        BuildOptions.defaults().withCaches(List.of(new CachePlace.Directory(cache)), List.of()));
  }

  @Test
  void stepsOfAnotherMachineAreNotRunAgain() throws IOException {
    try (var other = fixture("other")) {
      var result = again(other);
      assertThat(result.ranSteps()).isZero();
      assertThat(other.find(result, "b")).hasContent("1");
    }
  }

  @Test
  void whatADamagedLayerHeldIsMadeAgain() throws IOException {
    try (var blobs = Files.newDirectoryStream(cache.resolve("blobs/sha256"))) {
      for (var blob : blobs) {
        Files.write(blob, new byte[1024]);
      }
    }
    try (var other = fixture("other")) {
      var result = again(other);
      assertThat(result.ranSteps()).isEqualTo(2);
      assertThat(other.find(result, "b")).hasContent("1");
      assertThat(other.events)
          .anyMatch(event ->
              event instanceof BuildEvent.Failed(_, var error) && error.contains("damaged"));
    }
  }

  @Test
  void noCacheIsAnEmptyOne() throws IOException {
    try (var other = fixture("other")) {
      var options =
          BuildOptions.defaults()
              .withCaches(List.of(new CachePlace.Directory(temporary.resolve("none"))), List.of());
      assertThat(other.build(DOCKERFILE, options).ranSteps()).isEqualTo(2);
    }
  }
}
