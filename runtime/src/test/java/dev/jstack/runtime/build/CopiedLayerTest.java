package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.layer.CanonicalTar;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer's diff id is found while its files are copied; it must be that of the files. */
@Tag("root")
class CopiedLayerTest {
  private static final int LARGE = 300_000;

  @AutoClose private BuildFixture fixture;

  @BeforeEach
  void open(@TempDir Path temporary) {
    fixture = new BuildFixture(temporary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY . /",
        "COPY . /deep/er/",
        "COPY tree tree.d tree-e /",
        "COPY --chown=3:4 --chmod=751 tree /t",
        "COPY tree/b tree/a /x/\nCOPY tree/a /x/b",
        "COPY --parents tree/sub/./c tree/a /p/",
        "COPY <<one /one\n1\none\nCOPY large /large",
        "WORKDIR /w/x\nCOPY tree /w\nUSER 7\nWORKDIR y",
        "COPY tree /t\nCOPY tree/sub /t\nCOPY large /t/sub/c",
      })
  void theDiffIdIsThatOfTheFilesOnDisk(String instructions) throws IOException {
    fill();
    var result = fixture.build("FROM scratch\n" + instructions + "\n");
    checkLayers(result);
  }

  @Test
  void whatIsCopiedFromAnImageKeepsEverything() throws IOException {
    fill();
    var result =
        fixture.build(
            """
            FROM scratch AS from
            COPY --chown=5:6 . /
            FROM scratch
            COPY --from=from / /all
            COPY --from=from /tree/sub /tree/a /all/
            """);
    checkLayers(result);
    try (var layer = Directory.open(fixture.image(result).layers().getFirst().directory())) {
      assertThat(layer.stat(RawPath.of("all/tree/sub/fifo")).orElseThrow().kind())
          .isEqualTo(FileKind.FIFO);
      var setuid = layer.stat(RawPath.of("all/setuid")).orElseThrow();
      assertThat(setuid.permissions()).isEqualTo(04755);
      assertThat(setuid.uid()).isEqualTo(5);
      try (var tree = layer.directory(RawPath.of("all/tree"))) {
        assertThat(Xattrs.all(tree, RawPath.of("a")).get("user.note")).asString().isEqualTo("kept");
      }
    }
  }

  @Test
  void aFileThatIsPutOverALinkOfTheImageReplacesTheLink() throws IOException {
    fill();
    var result =
        fixture.build(
            """
            FROM scratch AS base
            COPY tree /t
            FROM base
            COPY large /t/link
            COPY tree/a /t/sub/
            """);
    checkLayers(result);
    assertThat(fixture.names(result, 1)).containsExactly("t", "t/b");
    assertThat(fixture.names(result, 2)).containsExactly("t", "t/sub", "t/sub/a");
  }

  @Test
  void aDirectoryThatIsThereKeepsItsOwnerWhenFilesArePutIntoIt() throws IOException {
    fixture.file("a", "a");
    var result =
        fixture.build(
            """
            FROM scratch
            COPY --chown=9:9 --chmod=2770 a /d/
            COPY a /d/b
            """);
    checkLayers(result);
    try (var layer = Directory.open(fixture.image(result).layers().get(1).directory())) {
      assertThat(layer.stat(RawPath.of("d")).orElseThrow().uid()).isEqualTo(9);
      assertThat(layer.stat(RawPath.of("d/b")).orElseThrow().gid()).isZero();
    }
  }

  @Test
  void aDirectoryInTheWayIsRefused() throws IOException {
    fill();
    fixture.file("other/sub", "file");
    assertThatThrownBy(() -> fixture.build("FROM scratch\nCOPY tree /t\nCOPY other /t\n"))
        .hasMessageContaining("cannot overwrite directory /t/sub with a file");
    assertThatThrownBy(() -> fixture.build("FROM scratch\nCOPY large /f\nCOPY tree /f/below\n"))
        .hasMessageContaining("cannot copy to non-directory: /f");
  }

  private void fill() throws IOException {
    fixture.file("tree/a", "a");
    fixture.file("tree/b", "b");
    fixture.file("tree/sub/c", "");
    fixture.file("tree/sub/deeper/d", "d".repeat(70_000));
    fixture.file("tree.d/x", "x");
    fixture.file("tree-e/x", "y");
    fixture.file("large", "l".repeat(LARGE));
    fixture.file("setuid", "s");
    Files.setPosixFilePermissions(
        fixture.context.resolve("setuid"), PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var context = Directory.open(fixture.context);
        var tree = context.directory(RawPath.of("tree"))) {
      context.setPermissions(RawPath.of("setuid"), 04755);
      tree.makeLink(RawPath.of("link"), RawPath.of("b"));
      tree.makeNode(RawPath.of("sub/fifo"), FileKind.FIFO, 0600, 0);
      tree.create(new RawPath("\u00ff\u00fe"), 0644).close();
      Xattrs.set(tree, RawPath.of("a"), "user.note", "kept".getBytes());
    }
  }

  private void checkLayers(BuildResult result) throws IOException {
    for (var layer : fixture.image(result).layers()) {
      var tar = new ByteArrayOutputStream();
      try (var files = Directory.open(layer.directory())) {
        assertThat(layer.size()).isEqualTo(CanonicalTar.write(files, tar));
      }
      assertThat(layer.diffId()).isEqualTo(Digest.of(tar.toByteArray()));
      assertThat(layer.tarSize()).isEqualTo(tar.size());
    }
  }
}
