package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeStoreTest {
  @TempDir private Path directory;

  @Test
  void aVolumeIsFoundAsItWasMade() {
    var made = VolumeStore.open(directory).create("data", Map.of("a", "b"), Map.of());

    assertThat(VolumeStore.open(directory).find("data")).contains(made);
  }

  @Test
  void aVolumeWhoseDescriptionAPowerLossEmptiedKeepsItsFiles() throws IOException {
    var volume = VolumeStore.open(directory).create("data", Map.of("a", "b"), Map.of());
    Files.writeString(volume.path().resolve("file"), "x");
    Files.writeString(directory.resolve("volumes/data/volume.json"), "");

    var volumes = VolumeStore.open(directory);

    assertThat(volumes.list()).extracting(Volume::name).containsExactly("data");
    assertThat(volumes.create("data", Map.of(), Map.of()).path().resolve("file")).hasContent("x");
    assertThat(volumes.find("data").orElseThrow().anonymous()).isFalse();
  }
}
