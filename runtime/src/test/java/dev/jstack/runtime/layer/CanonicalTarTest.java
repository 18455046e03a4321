package dev.jstack.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class CanonicalTarTest {
  @TempDir Path folder;

  @Test
  void entriesAreInTheOrderOfTheirNamesWithEachDirectoryFirst() throws IOException {
    Files.createDirectories(folder.resolve("b/x"));
    Files.writeString(folder.resolve("b/x/f"), "");
    Files.writeString(folder.resolve("b-1"), "");
    Files.writeString(folder.resolve("a"), "");
    Files.createSymbolicLink(folder.resolve("B"), Path.of("a"));

    assertThat(names(write(folder))).containsExactly("B", "a", "b/", "b/x/", "b/x/f", "b-1");
  }

  @Test
  void theSameFilesMadeInAnotherOrderGiveTheSameBytes(@TempDir Path other) throws IOException {
    for (String name : List.of("one", "two", "three")) {
      make(folder, name);
    }
    for (String name : List.of("three", "one", "two")) {
      make(other, name);
    }

    assertThat(write(folder)).isEqualTo(write(other));
  }

  @Test
  void whiteoutsOpaqueDirectoriesLinksAndAttributesSurviveTheWayThroughTar(@TempDir Path other)
      throws IOException {
    try (var root = Directory.open(folder);
        var copy = Directory.open(other)) {
      root.makeDirectory(RawPath.of("d"), 0750);
      Xattrs.set(root, RawPath.of("d"), OverlayAttributes.OPAQUE, Whiteout.YES);
      root.makeNode(RawPath.of("gone"), FileKind.CHARACTER_DEVICE, 0, 0);
      root.create(RawPath.of("d/" + "n".repeat(200)), 0644).close();
      root.makeHardLink(RawPath.of("z"), root, RawPath.of("d/" + "n".repeat(200)));
      root.create(RawPath.of(new byte[] {(byte) 0xff}), 0600).close();
      Xattrs.set(root, RawPath.of("z"), "user.k", new byte[] {0, -1});
      root.setOwner(RawPath.of("z"), 3_000_000, 7);
      byte[] tar = write(folder);

      LayerUnpacker.unpack(copy, new ByteArrayInputStream(tar), null);

      assertThat(write(other)).isEqualTo(tar);
      assertThat(copy.stat(RawPath.of("gone")).orElseThrow().isWhiteout()).isTrue();
      assertThat(copy.stat(RawPath.of("z")).orElseThrow().uid()).isEqualTo(3_000_000);
    }
  }

  @Test
  void laterTimesAreClampedInTheArchiveAndOnDisk() throws IOException {
    Files.writeString(folder.resolve("new"), "");
    Files.writeString(folder.resolve("old"), "");
    Files.setLastModifiedTime(folder.resolve("old"), FileTime.from(Instant.ofEpochSecond(5)));
    var out = new ByteArrayOutputStream();

    try (var root = Directory.open(folder)) {
      CanonicalTar.write(root, out, 100);
    }

    assertThat(Files.getLastModifiedTime(folder.resolve("new")).toMillis()).isEqualTo(100_000);
    assertThat(Files.getLastModifiedTime(folder.resolve("old")).toMillis()).isEqualTo(5_000);
    assertThat(write(folder)).isEqualTo(out.toByteArray());
  }

  @Test
  void aFileCalledLikeAWhiteoutIsRefused() throws IOException {
    Files.writeString(folder.resolve(".wh.x"), "");

    assertThatThrownBy(() -> write(folder)).hasMessageContaining("names with .wh. delete");
  }

  private static void make(Path folder, String name) throws IOException {
    var file = Files.writeString(folder.resolve(name), name);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
  }

  private static byte[] write(Path folder) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var root = Directory.open(folder)) {
      CanonicalTar.write(root, out);
    }
    return out.toByteArray();
  }

  private static List<String> names(byte[] tar) throws IOException {
    var names = new ArrayList<String>();
    try (var input = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (var entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
