package dev.jstack.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("root")
class LayerUnpackerTest {
  @TempDir Path folder;
  private Path diff;
  private Directory root;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("secret"), "outside");
    diff = Files.createDirectory(folder.resolve("diff"));
    root = Directory.open(diff);
  }

  @AfterEach
  void close() {
    for (DirectoryEntry entry : root.list()) {
      root.removeTree(entry.name());
    }
    root.close();
  }

  private static TarBytes tar() {
    return new TarBytes();
  }

  private long unpack(TarBytes tar) throws IOException {
    return LayerUnpacker.unpack(root, tar.stream(), null);
  }

  private FileStat stat(String path) {
    return root.stat(RawPath.of(path)).orElseThrow();
  }

  private String opaque(String path) {
    try (var directory = root.directory(RawPath.of(path))) {
      byte[] value = Xattrs.all(directory, RawPath.EMPTY).get(OverlayAttributes.OPAQUE);
      return value == null ? "" : RawPath.of(value).bytes();
    }
  }

  @Test
  void filesDirectoriesAndLinksArriveWithTheirAttributes() throws IOException {
    long bytes =
        unpack(
            tar()
                .directory("d/")
                .entry('0', "d/f", "", 04755, "hello")
                .symlink("d/s", "/etc/passwd")
                .hardLink("h", "d/f")
                .device('3', "null", 1, 3)
                .entry('6', "fifo", "", 0622, ""));

    assertThat(bytes).isEqualTo("hello".length() + "/etc/passwd".length());
    assertThat(diff.resolve("d/f")).hasContent("hello");
    assertThat(stat("d/f").permissions()).isEqualTo(04755);
    assertThat(stat("d/f").links()).isEqualTo(2);
    assertThat(stat("d/f").modifiedSeconds()).isEqualTo(1_000_000_000);
    assertThat(stat("d").modifiedSeconds()).isEqualTo(1_000_000_000);
    assertThat(Files.readSymbolicLink(diff.resolve("d/s"))).hasToString("/etc/passwd");
    assertThat(stat("null").nodeDevice()).isEqualTo(FileStat.device(1, 3));
    assertThat(stat("null").permissions()).isEqualTo(0666);
    assertThat(stat("fifo").kind()).isEqualTo(FileKind.FIFO);
  }

  @Test
  void namesThatAreNotTextKeepTheirBytes() throws IOException {
    unpack(
        tar()
            .file("caf\u00e9", "latin")
            .pax("path", "x\u00ff\u00fe")
            .file("ignored", "pax")
            .entry('L', "././@LongLink", "", 0644, "y\u0080".repeat(80) + "\0")
            .file("y", "gnu"));

    assertThat(root.list())
        .extracting(entry -> entry.name().bytes())
        .containsExactlyInAnyOrder("caf\u00e9", "x\u00ff\u00fe", "y\u0080".repeat(80));
  }

  @Test
  void binaryAttributesArriveAndOverlaysOwnAreDropped() throws IOException {
    unpack(
        tar()
            .pax("SCHILY.xattr.user.b", "\u0000\u0080\u00ff")
            .file("f", "")
            .pax("SCHILY.xattr.trusted.overlay.redirect", "/..")
            .directory("d/"));

    assertThat(Xattrs.all(root, RawPath.of("f")).get("user.b")).containsExactly(0, 128, 255);
    assertThat(Xattrs.all(root, RawPath.of("d"))).isEmpty();
  }

  @Test
  void whiteoutsBecomeDevicesAndOpaqueMarkersAttributes() throws IOException {
    unpack(tar().file("a/.wh.gone", "").directory("o/").file("o/.wh..wh..opq", ""));

    assertThat(stat("a/gone").isWhiteout()).isTrue();
    assertThat(opaque("o")).isEqualTo("y");
    assertThat(opaque("a")).isEmpty();
  }

  @Test
  void aWhiteoutDoesNotHideAnEntryOfItsOwnLayer() throws IOException {
    unpack(
        tar()
            .file(".wh.before", "")
            .file("before", "new")
            .file("after", "new")
            .file(".wh.after", "")
            .file(".wh.dir", "")
            .directory("dir/")
            .file("dir/f", "new"));

    assertThat(diff.resolve("before")).hasContent("new");
    assertThat(diff.resolve("after")).hasContent("new");
    assertThat(opaque("dir")).isEqualTo("y");
  }

  @Test
  void absoluteNamesAndLinksAreTakenInside() throws IOException {
    unpack(
        tar()
            .file("/etc/x", "1")
            .symlink("abs", "/target")
            .directory("target/")
            .file("abs/f", "2"));

    assertThat(diff.resolve("etc/x")).hasContent("1");
    assertThat(diff.resolve("target/f")).hasContent("2");
  }

  @Test
  void holesOfSparseFilesStayHoles() throws IOException {
    var map = "1\n1048576\n4\n";
    unpack(
        tar()
            .pax(
                "GNU.sparse.major", "1",
                "GNU.sparse.minor", "0",
                "GNU.sparse.name", "big-sparse",
                "GNU.sparse.realsize", "1048580")
            .file("GNUSparseFile.0/big", map + "\0".repeat(512 - map.length()) + "tail"));

    assertThat(stat("big-sparse").size()).isEqualTo(1_048_580);
    byte[] content = Files.readAllBytes(diff.resolve("big-sparse"));
    assertThat(content[0]).isZero();
    assertThat(new String(content, 1_048_576, 4, StandardCharsets.US_ASCII)).isEqualTo("tail");
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("invalid entry name", tar().file("../x", "")),
        Arguments.of("invalid entry name", tar().file("a/../../x", "")),
        Arguments.of("invalid entry name", tar().file("./../x", "")),
        Arguments.of("invalid entry name", tar().pax("path", "../../x").file("x", "")),
        Arguments.of("invalid entry name", tar().pax("path", "a\0b").file("x", "")),
        Arguments.of("invalid entry name", tar().file(".wh.d/f", "")),
        Arguments.of("duplicate entry", tar().symlink("l", "/tmp").file("l/f", "")),
        Arguments.of("duplicate entry", tar().symlink("l", "../../tmp").file("l/f", "")),
        Arguments.of("ENOTDIR", tar().file("f", "").file("f/g", "")),
        Arguments.of("root is not a directory", tar().symlink(".", "/tmp")),
        Arguments.of("root is not a directory", tar().symlink("/", "/tmp")),
        Arguments.of("root is not a directory", tar().file("./", "").symlink("/.", "x")),
        Arguments.of("hard link to", tar().hardLink("h", "../../etc/shadow")),
        Arguments.of("ENOENT", tar().hardLink("h", "/etc/shadow")),
        Arguments.of("ENOENT", tar().symlink("l", "../secret").hardLink("h", "l/x")),
        Arguments.of("not in the layer", tar().hardLink("h", "missing")),
        Arguments.of("not in the layer", tar().hardLink("h", "/")),
        Arguments.of("not in the layer", tar().file(".wh.x", "").hardLink("y", "x")),
        Arguments.of("EPERM", tar().directory("d/").hardLink("h", "d")),
        Arguments.of("device 0:0", tar().device('3', "c", 0, 0)),
        Arguments.of("invalid whiteout", tar().file(".wh.", "")),
        Arguments.of("invalid whiteout", tar().file(".wh..", "")),
        Arguments.of("invalid whiteout", tar().file(".wh...", "")),
        Arguments.of("invalid whiteout", tar().file("d/.wh..wh.plnk", "")),
        Arguments.of("not empty", tar().file(".wh.x", "content")),
        Arguments.of("unknown type", tar().entry('Q', "x", "", 0644, "")),
        Arguments.of("has contents", tar().entry('2', "x", "y", 0777, "content")),
        Arguments.of("Paxheader", tar().entry('x', "pax", "", 0644, "99 path=x\n").file("x", "")));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileArchivesAreRefusedAndNothingOutsideIsTouched(String reason, TarBytes tar)
      throws IOException {
    assertThatThrownBy(() -> unpack(tar)).hasMessageContaining(reason);

    assertThat(folder.resolve("secret")).hasContent("outside");
    try (var entries = Files.list(folder)) {
      assertThat(entries).hasSize(2);
    }
  }

  @Test
  void withoutARecordingTheLastEntryOfANameWins() throws IOException {
    unpack(
        tar()
            .file("a", "1")
            .directory("a/")
            .file("a/in", "x")
            .symlink("a", "../secret")
            .file("a", "last")
            .symlink("d", "/")
            .directory("d/"));

    assertThat(diff.resolve("a")).hasContent("last");
    assertThat(stat("d").isDirectory()).isTrue();
    assertThat(folder.resolve("secret")).hasContent("outside");
  }

  @Test
  void aSparseFileIsRecordedPieceByPiece() throws IOException {
    var map = "1\n1048576\n20971520\n";
    byte[] tar =
        tar()
            .pax(
                "GNU.sparse.major", "1",
                "GNU.sparse.minor", "0",
                "GNU.sparse.name", "big",
                "GNU.sparse.realsize", "22020096")
            .file(
                "GNUSparseFile.0/big", map + "\0".repeat(512 - map.length()) + "x".repeat(20 << 20))
            .file("next", "1")
            .toBytes();
    var recorded = new ByteArrayOutputStream();
    try (var recording = new TarRecording(recorded)) {
      LayerUnpacker.unpack(root, new ByteArrayInputStream(tar), recording);
    }

    var again = new ByteArrayOutputStream();
    TarRecording.replay(new ByteArrayInputStream(recorded.toByteArray()), root, again);

    assertThat(again.toByteArray()).isEqualTo(tar);
    assertThat(stat("big").size()).isEqualTo(22_020_096);
  }

  @Test
  void aCutOffArchiveIsRefused() {
    byte[] whole = tar().file("a", "x".repeat(5000)).toBytes();
    byte[] cut = Arrays.copyOf(whole, 2000);

    assertThatThrownBy(() -> LayerUnpacker.unpack(root, new ByteArrayInputStream(cut), null))
        .hasMessageContaining("Truncated");
  }

  @Test
  void whatIsTooShortForAHeaderIsNoArchive() {
    byte[] junk = {'j', 'u', 'n', 'k'};
    byte[] whole = tar().file("a", "xyz").toBytes();
    byte[] cut = Arrays.copyOf(whole, 1024 + 100);

    for (byte[] bytes : List.of(junk, cut)) {
      assertThatThrownBy(() -> LayerUnpacker.unpack(root, new ByteArrayInputStream(bytes), null))
          .hasMessageContaining("in the middle of a header");
    }
  }

  @Test
  void theRecordingGivesTheSameBytesAgain() throws IOException {
    byte[] tar =
        tar()
            .directory("d/")
            .file("d/f", "x".repeat(700_000))
            .file("d/empty", "")
            .pax("path", "long/" + "n".repeat(150))
            .file("short", "1")
            .file("d/.wh.gone", "")
            .hardLink("h", "d/f")
            .toBytes();
    var recorded = new ByteArrayOutputStream();
    try (var recording = new TarRecording(recorded)) {
      LayerUnpacker.unpack(root, new ByteArrayInputStream(tar), recording);
    }

    var again = new ByteArrayOutputStream();
    TarRecording.replay(new ByteArrayInputStream(recorded.toByteArray()), root, again);

    assertThat(again.toByteArray()).isEqualTo(tar);
    assertThat(recorded.size()).isLessThan(2000);
  }
}
