package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.layer.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory on a file system that becomes full. */
@Tag("root")
class FullDiskTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  private Path state;
  private ImageStore store;

  @BeforeEach
  void mount() throws Exception {
    state = Files.createDirectory(folder.resolve("state"));
    run("mount", "-t", "tmpfs", "-o", "size=8m", "none", state.toString());
    store = ImageStore.open(state, folder.resolve("run"));
  }

  @AfterEach
  void unmount() throws Exception {
    store.close();
    run("umount", state.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** What can't be compressed. */
  private static TarBytes tar(int mebibytes) {
    var content = new StringBuilder();
    new Random(mebibytes)
        .ints(mebibytes * MEBIBYTE, 0, 256)
        .forEach(each -> content.append((char) each));
    return new TarBytes().directory("d/").file("d/big", content.toString());
  }

  @Test
  void whatDoesNotFitLeavesNothingBehind() throws IOException {
    var small = store.layers().unpack(tar(1).stream());
    store.commit(
        ImageConfig.scratch(Platform.current()).withLayers(List.of(small.diffId()), List.of()),
        List.of(ImageReference.parse("small:1")));

    assertThatThrownBy(() -> store.layers().unpack(tar(12).stream()))
        .isInstanceOf(JstackException.class)
        .hasMessage("unpack \"d/big\": ENOSPC (no space left on device)");

    store.close();
    try (var layers = Files.list(state.resolve("layers"))) {
      assertThat(layers).containsExactly(small.directory().getParent());
    }
    store = ImageStore.open(state, folder.resolve("run"));
    assertThat(store.check()).isEmpty();
    assertThat(store.layers().unpack(tar(3).stream()).size()).isEqualTo(3L * MEBIBYTE);
  }

  @Test
  void anArchiveThatCannotBeSpooledLeavesNothingBehind() throws IOException {
    byte[] archive = tar(12).toBytes();

    assertThatThrownBy(() -> store.load(new ByteArrayInputStream(archive), null))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("No space left on device");

    assertThat(state.resolve("content/ingest")).isEmptyDirectory();
    assertThat(store.list()).isEmpty();
  }
}
