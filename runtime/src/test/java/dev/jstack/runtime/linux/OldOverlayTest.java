package dev.jstack.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.linux.Mounts.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldOverlayTest {
  private static final int LAYERS = 60;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "5.15.0-91-generic, true",
    "6.1.0-56-amd64, true",
    "6.4.16, true",
    "6.5.0-rc1, false",
    "6.18.44-fc-v657, false",
    "7.0.1, false"
  })
  void kernelsBefore65TakeTheLayersInOneString(String release, boolean old) {
    assertThat(OldOverlay.needed(release)).isEqualTo(old);
  }

  @Test
  void whatSeparatesIsEscaped() {
    var options = List.of(new Option("upperdir", "/u,v"), new Option("userxattr", null));

    assertThat(OldOverlay.data(List.of("/a:b", "/c,d", "/e\\f"), options))
        .isEqualTo("lowerdir=/a\\:b:/c\\,d:/e\\\\f,upperdir=/u\\,v,userxattr");
  }

  @Test
  @Tag("root")
  void manyLayersAreOneTreeThatNobodySeesMounted() throws IOException {
    var layers = new ArrayList<String>();
    for (int i = 0; i < LAYERS; i++) {
      var layer = Files.createDirectory(directory.resolve("layer-with-a-name-long-" + i));
      Files.writeString(layer.resolve("file" + i), "");
      layers.add(layer.toString());
    }

    try (var tree = OldOverlay.mount(layers, List.of());
        var files = Files.list(Path.of("/proc/self/fd/" + tree.number()))) {
      assertThat(files).hasSize(LAYERS);
      assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
          .noneMatch(line -> line.contains(directory.toString()));
    }
  }
}
