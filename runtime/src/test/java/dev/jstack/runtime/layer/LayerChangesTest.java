package dev.jstack.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class LayerChangesTest {
  @TempDir private Path folder;

  private Path upper;
  private Path lower;

  @BeforeEach
  void make() throws IOException {
    upper = Files.createDirectory(folder.resolve("upper"));
    lower = Files.createDirectory(folder.resolve("lower"));
  }

  @Test
  void whatIsNewChangedAndGoneIsTold() throws IOException {
    file(lower, "etc/passwd");
    file(lower, "bin/vi");
    file(upper, "etc/passwd");
    file(upper, "etc/new");
    file(upper, "srv/app/a");
    whiteout("bin", "vi");

    assertThat(changes())
        .containsExactly(
            "C /bin",
            "D /bin/vi",
            "C /etc",
            "A /etc/new",
            "C /etc/passwd",
            "A /srv",
            "A /srv/app",
            "A /srv/app/a");
  }

  @Test
  void whatWasMadeForMountsIsNoChange() throws IOException {
    Files.createDirectories(lower.resolve("etc"));
    Files.createDirectories(upper.resolve("dev"));
    Files.createDirectories(upper.resolve("proc"));
    file(upper, "etc/hosts");
    file(upper, "etc/resolv.conf");

    assertThat(changes()).isEmpty();
  }

  @Test
  void anOpaqueDirectoryHidesWhatItHasNot() throws IOException {
    file(lower, "www/old");
    file(lower, "www/same");
    file(upper, "www/same");
    try (var directory = Directory.open(upper)) {
      Xattrs.set(directory, RawPath.of("www"), OverlayAttributes.OPAQUE, Whiteout.YES);
    }

    assertThat(changes()).containsExactly("C /www", "C /www/same", "D /www/old");
  }

  @Test
  void aDirectoryWithAnotherModeIsAChange() throws IOException {
    Files.createDirectory(lower.resolve("home"));
    Files.createDirectory(upper.resolve("home"));

    assertThat(changes()).containsExactly("C /home");
  }

  private List<String> changes() {
    try (var above = Directory.open(upper);
        var below = Directory.open(lower)) {
      return LayerChanges.of(above, below).stream().map(LayerChanges.Change::toString).toList();
    }
  }

  private static void file(Path root, String name) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.createFile(path);
  }

  private void whiteout(String parent, String name) throws IOException {
    Files.createDirectories(upper.resolve(parent));
    try (var directory = Directory.open(upper.resolve(parent))) {
      directory.makeNode(RawPath.of(name), FileKind.CHARACTER_DEVICE, 0, 0);
    }
  }
}
