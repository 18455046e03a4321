package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an image in a container of another; the fixture has one image for both. */
@Tag("root")
class ImageMountRootTest {
  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
  }

  private MountSpec image(String target, @Nullable String subpath) {
    var id = fixture.tiny.image(run -> run.withCmd(List.of("sh"))).id();
    return new MountSpec.Image("tiny", target, subpath, id.toString());
  }

  @Test
  void allOfItIsThereAndNothingCanBeWritten() throws InterruptedException {
    var line = "ls -d /m/bin/sh; touch /m/x 2>/dev/null || echo refused; touch /x && echo written";
    assertThat(fixture.output(Specs.shell(line, image("/m", null))))
        .isEqualTo("/m/bin/sh\nrefused\nwritten\n");
  }

  @Test
  void aPlaceInItCanBeADirectoryOrAFile() throws InterruptedException {
    assertThat(fixture.output(Specs.shell("ls -d /m/sh", image("/m", "bin")))).isEqualTo("/m/sh\n");
    assertThat(fixture.output(Specs.shell("test -s /m && echo file", image("/m", "bin/sh"))))
        .isEqualTo("file\n");
  }

  @Test
  void aPlaceThatIsNotThereIsNamed() {
    var container = fixture.create(Specs.shell("true", image("/m", "nope")));
    assertThatThrownBy(() -> fixture.runtime.start(container, ContainerNetwork.none()))
        .hasMessageContaining("image \"tiny\": cannot open subpath \"nope\": ENOENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "..", "../x", "a/../../b", "a/.."})
  void placesOutsideAreRefused(String subpath) {
    assertThatThrownBy(() -> image("/m", subpath))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining('"' + subpath + '"');
  }

  @Test
  void remappedUsersSeeTheImagesOwners() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    var ids = IdMap.of(0, 300_000, 65_536);
    try (var remapped = new RuntimeFixture(directory.resolve("remapped"), new UserMap(ids, ids))) {
      var id = remapped.tiny.image(run -> run.withCmd(List.of("sh"))).id().toString();
      var line = "stat -c '%u:%g' /whole/bin/sh /file; touch /whole/x 2>/dev/null || echo refused";
      assertThat(
              remapped.output(
                  Specs.shell(
                      line,
                      new MountSpec.Image("tiny", "/whole", null, id),
                      new MountSpec.Image("tiny", "/file", "bin/sh", id))))
          .isEqualTo("0:0\n0:0\nrefused\n");
    }
  }

  @Test
  void remappedOnesWithSimilarTargetsShareNothing() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    var ids = IdMap.of(0, 300_000, 65_536);
    try (var remapped = new RuntimeFixture(directory.resolve("remapped"), new UserMap(ids, ids))) {
      var id = remapped.tiny.image(run -> run.withCmd(List.of("sh"))).id().toString();
      var container =
          remapped.start(
              Specs.shell(
                  "sleep 60",
                  new MountSpec.Image("tiny", "/a/b", null, id),
                  new MountSpec.Image("tiny", "/a.b", null, id)));
      assertThat(remapped.exec(container, "ls -d /a?b/bin/sh")).isEqualTo("/a.b/bin/sh\n");
      assertThat(remapped.exec(container, "ls -d /a/b/bin/sh")).isEqualTo("/a/b/bin/sh\n");
      assertThat(container.directory().resolve("images").toFile().list()).hasSize(2);
    }
  }
}
