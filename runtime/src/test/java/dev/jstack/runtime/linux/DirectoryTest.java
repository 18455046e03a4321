package dev.jstack.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
  @TempDir Path folder;
  private Directory directory;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("secret"), "outside");
    directory = Directory.open(folder.resolve("in"));
  }

  @AfterEach
  void close() {
    directory.removeTree(raw("odd"));
    directory.close();
  }

  @Test
  void aNameThatIsNotTextIsListedAndRemoved() {
    var name = RawPath.of(new byte[] {'x', (byte) 0xff, (byte) 0xfe});
    directory.create(name, 0644).close();

    assertThat(directory.list()).extracting(DirectoryEntry::name).containsExactly(name);

    directory.remove(name);
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void nothingOutsideIsOpened() {
    directory.makeLink(raw("up"), raw("../secret"));

    assertThatThrownBy(() -> directory.open(raw("../secret"))).hasMessageContaining("EXDEV");
    assertThatThrownBy(() -> directory.open(raw("up"))).hasMessageContaining("ELOOP");
    assertThatThrownBy(() -> directory.open(raw("up"), Fd.O_RDONLY, 0, Resolve.IN_ROOT))
        .hasMessageContaining("ENOENT");
  }

  @Test
  void linksAreFollowedInsideAsIfItWereTheRoot() throws IOException {
    directory.makeDirectories(raw("usr/lib")).close();
    directory.makeLink(raw("lib"), raw("/usr/lib"));
    try (var output = new FileOutput(directory.create(raw("usr/lib/a"), 0644))) {
      output.write("inside".getBytes(StandardCharsets.UTF_8));
    }

    try (var input = new FileInput(directory.open(raw("lib/a"), Fd.O_RDONLY, 0, Resolve.IN_ROOT))) {
      assertThat(new String(input.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("inside");
    }
  }

  @Test
  void missingDirectoriesAreMadeThroughLinksInside() {
    directory.makeLink(raw("a"), raw("/b"));
    directory.makeDirectory(raw("b"), 0700);

    directory.makeDirectories(raw("a/c/d")).close();

    assertThat(folder.resolve("in/b/c/d")).isDirectory();
  }

  @Test
  void aTreeIsRemovedAndItsLinksAreNotFollowed() throws IOException {
    directory.makeDirectories(raw("odd/a/b")).close();
    Files.createSymbolicLink(folder.resolve("in/odd/a/out"), folder);

    directory.removeTree(raw("odd"));

    assertThat(folder.resolve("in/odd")).doesNotExist();
    assertThat(folder.resolve("secret")).exists();
  }

  @Test
  void attributesAreReadAndSet() {
    directory.create(raw("f"), 0600).close();

    directory.setPermissions(raw("f"), 0751);
    directory.setModified(raw("f"), 1_000_000_000, 5);

    var stat = directory.stat(raw("f")).orElseThrow();
    assertThat(stat.kind()).isEqualTo(FileKind.REGULAR);
    assertThat(stat.permissions()).isEqualTo(0751);
    assertThat(stat.modifiedSeconds()).isEqualTo(1_000_000_000);
    assertThat(stat.modifiedNanos()).isEqualTo(5);
  }

  @Test
  void aPathThroughALinkIsNothing() {
    directory.makeLink(raw("l"), raw("."));

    assertThat(directory.stat(raw("l/x"))).isEmpty();
    assertThat(directory.stat(raw("l")).orElseThrow().kind()).isEqualTo(FileKind.SYMLINK);
  }

  @Test
  void manyNamesAreListedInSeveralBatches() {
    for (int i = 0; i < 5000; i++) {
      directory.create(raw("file-with-a-rather-long-name-" + i), 0600).close();
    }

    assertThat(directory.list()).hasSize(5000).doesNotHaveDuplicates();
  }

  @Test
  void aNameWithANulByteIsRefused() {
    assertThatThrownBy(() -> directory.create(new RawPath("a\0b"), 0600))
        .hasMessageContaining("EINVAL");
  }

  private static RawPath raw(String text) {
    return RawPath.of(text);
  }
}
