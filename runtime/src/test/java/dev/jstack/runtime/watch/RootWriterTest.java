package dev.jstack.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fifo;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory stands for a container's root; what lies beside it is the host's. */
@Tag("root")
class RootWriterTest {
  private static final int USER = 1234;

  @TempDir private Path folder;

  private Path host;
  private Path root;
  private Path outside;
  private RootWriter writer;

  @BeforeEach
  void open() throws IOException {
    folder = folder.toRealPath();
    host = Files.createDirectory(folder.resolve("host"));
    root = Files.createDirectory(folder.resolve("root"));
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("file"), "untouched");
    writer = new RootWriter(Directory.open(root), RawPath.of("srv/app"), USER, USER + 1);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    assertThat(Files.readString(outside.resolve("file"))).isEqualTo("untouched");
    assertThat(list(outside)).containsExactly("file");
  }

  @Test
  void aFileComesWithItsModeAndTimeAndBelongsToTheUser() throws IOException {
    Path source = Files.writeString(host.resolve("a"), "content");
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000));

    assertThat(sync("a", "srv/app/sub/a")).isTrue();

    Path made = root.resolve("srv/app/sub/a");
    assertThat(made).hasContent("content");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(made).toMillis()).isEqualTo(1_000_000);
    assertThat(owner(made)).isEqualTo("1234:1235");
    assertThat(owner(root.resolve("srv/app"))).isEqualTo("1234:1235");
    assertThat(owner(root.resolve("srv"))).isEqualTo("0:0");
    assertThat(list(made.getParent())).containsExactly("a");
  }

  @Test
  void whatIsTheSameIsLeftAlone() throws IOException {
    Files.writeString(host.resolve("a"), "content");
    sync("a", "srv/app/a");
    Object before = Files.getAttribute(root.resolve("srv/app/a"), "unix:ino");
    Files.setLastModifiedTime(host.resolve("a"), FileTime.fromMillis(5));

    assertThat(sync("a", "srv/app/a")).isFalse();

    assertThat(Files.getAttribute(root.resolve("srv/app/a"), "unix:ino")).isEqualTo(before);
  }

  @Test
  void equalSizeIsNotEqualContent() throws IOException {
    Files.writeString(host.resolve("a"), "one");
    sync("a", "srv/app/a");
    Files.writeString(host.resolve("a"), "two");

    assertThat(sync("a", "srv/app/a")).isTrue();
    assertThat(root.resolve("srv/app/a")).hasContent("two");
  }

  @Test
  void whatIsGoneIsRemovedWithAllBelow() throws IOException {
    Files.createDirectories(root.resolve("srv/app/dir/sub"));
    Files.writeString(root.resolve("srv/app/dir/sub/a"), "a");
    Files.createSymbolicLink(root.resolve("srv/app/dir/link"), outside);

    assertThat(sync("missing", "srv/app/dir")).isTrue();
    assertThat(sync("missing", "srv/app/dir")).isFalse();

    assertThat(root.resolve("srv/app/dir")).doesNotExist();
  }

  @Test
  void theTargetItselfStaysWithWhatDidNotComeFromTheHost() throws IOException {
    Files.createDirectories(root.resolve("srv/app/node_modules"));
    Files.writeString(host.resolve("file"), "f");

    assertThat(sync("missing", "srv/app")).isFalse();
    assertThatThrownBy(() -> sync("file", "srv/app"))
        .hasMessage("cannot overwrite directory \"/srv/app\" with a file");

    assertThat(root.resolve("srv/app/node_modules")).isDirectory();
  }

  @Test
  void directoriesFilesAndLinksTakeEachOthersPlace() throws IOException {
    Files.createDirectories(root.resolve("srv/app/x/below"));
    Files.writeString(host.resolve("file"), "f");
    Files.createSymbolicLink(host.resolve("link"), Path.of("file"));
    Files.createDirectory(host.resolve("dir"));

    sync("file", "srv/app/x");
    assertThat(root.resolve("srv/app/x")).isRegularFile();
    sync("link", "srv/app/x");
    assertThat(Files.readSymbolicLink(root.resolve("srv/app/x"))).hasToString("file");
    sync("dir", "srv/app/x");
    assertThat(Files.isDirectory(root.resolve("srv/app/x"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABSOLUTE", "../../outside", "../../../../../../../../ABSOLUTE"})
  void aLinkInTheWayDoesNotLeadOut(String text) throws IOException {
    String target = text.replace("ABSOLUTE", outside.toString());
    Files.createDirectories(root.resolve("srv"));
    Files.createSymbolicLink(root.resolve("srv/app"), Path.of(target));
    Files.writeString(host.resolve("file"), "evil");

    assertThatThrownBy(() -> sync("file", "srv/app/file")).hasMessageContaining("EEXIST");
    assertThat(sync("missing", "srv/app/file")).isFalse();
  }

  @Test
  void aLinkThatStaysInTheRootIsFollowed() throws IOException {
    Files.createDirectories(root.resolve("opt/real"));
    Files.createDirectories(root.resolve("srv"));
    Files.createSymbolicLink(root.resolve("srv/app"), Path.of("/opt/real"));
    Files.writeString(host.resolve("file"), "good");

    sync("file", "srv/app/file");

    assertThat(root.resolve("opt/real/file")).hasContent("good");
  }

  @Test
  void aLinkInPlaceOfTheFileIsReplaced() throws IOException {
    Files.createDirectories(root.resolve("srv/app"));
    Files.createSymbolicLink(root.resolve("srv/app/file"), outside.resolve("file"));
    Files.writeString(host.resolve("file"), "new");

    sync("file", "srv/app/file");

    assertThat(Files.isSymbolicLink(root.resolve("srv/app/file"))).isFalse();
    assertThat(root.resolve("srv/app/file")).hasContent("new");
  }

  @Test
  void aHardLinkToAnotherFileIsNotWrittenThrough() throws IOException {
    Files.createDirectories(root.resolve("srv/app"));
    Files.createLink(root.resolve("srv/app/file"), outside.resolve("file"));
    Files.writeString(host.resolve("file"), "new");

    sync("file", "srv/app/file");

    assertThat(root.resolve("srv/app/file")).hasContent("new");
  }

  @Test
  void aPipeInPlaceOfTheFileHoldsNobodyUp() throws IOException {
    Files.createDirectories(root.resolve("srv/app"));
    Fifo.make(root.resolve("srv/app/file"));
    Files.writeString(host.resolve("file"), "");

    sync("file", "srv/app/file");

    assertThat(root.resolve("srv/app/file")).isRegularFile();
  }

  @Test
  void theRootItselfIsNeverRemoved() {
    assertThat(writer.sync(raw("missing"), RawPath.EMPTY)).isFalse();
    assertThat(root).exists();
  }

  @Test
  void whatIsMountedBelowARemovedDirectoryStays() throws Exception {
    Path mount = Files.createDirectories(root.resolve("srv/app/dir/mounted"));
    Files.writeString(root.resolve("srv/app/dir/a"), "a");
    run("mount", "-t", "tmpfs", "none", mount.toString());
    try {
      Files.writeString(mount.resolve("data"), "precious");

      sync("missing", "srv/app/dir");

      assertThat(mount.resolve("data")).hasContent("precious");
      assertThat(root.resolve("srv/app/dir/a")).doesNotExist();
    } finally {
      run("umount", mount.toString());
    }
  }

  private boolean sync(String source, String target) {
    return writer.sync(raw(source), RawPath.of(target));
  }

  private RawPath raw(String name) {
    return RawPath.of(host.resolve(name).toString()).clean();
  }

  private static String owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid");
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
