package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.layer.TarBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("root")
class StoreCheckTest {
  @TempDir Path folder;
  private Path state;
  private ImageStore store;

  @BeforeEach
  void open() {
    state = folder.resolve("state");
    store = ImageStore.open(state, folder.resolve("run"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private StoredImage unpacked(String name) {
    var tar =
        new TarBytes()
            .directory("d/")
            .file("d/f", "content of " + name)
            .symlink("d/l", "f")
            .file("d/.wh.gone", "");
    return image(name, store.layers().unpack(tar.stream()));
  }

  private StoredImage built(String name) throws IOException {
    try (var draft = store.layers().draft()) {
      var directory = Files.createDirectory(draft.upper().resolve("d"));
      Files.writeString(directory.resolve("f"), "content of " + name);
      Files.createSymbolicLink(directory.resolve("l"), Path.of("f"));
      return image(name, draft.commit(LayerTimes.kept()));
    }
  }

  private StoredImage image(String name, Layer layer) {
    var config =
        ImageConfig.scratch(Platform.current()).withLayers(List.of(layer.diffId()), List.of());
    return store.commit(config, List.of(ImageReference.parse(name)));
  }

  private static ImageUsage usedBy(Digest image) {
    return new ImageUsage() {
      @Override
      public List<ImageUser> containers(Digest id) {
        return id.equals(image) ? List.of(new ImageUser("0123456789abcdef", false)) : List.of();
      }

      @Override
      public Set<Digest> cachedLayers() {
        return Set.of();
      }
    };
  }

  private Path blob(Digest digest) {
    return state.resolve("content/blobs/sha256").resolve(digest.hex());
  }

  @Test
  void aSoundStoreHasNoProblems() throws IOException {
    unpacked("a");
    built("b");

    assertThat(store.check()).isEmpty();
    assertThat(store.repair(ImageUsage.none()).repaired()).isEmpty();
    assertThat(store.list()).hasSize(2);
  }

  /** One way to alter a layer. */
  private record Alteration(String sentence, Change change) {
    interface Change {
      void apply(Path directory) throws IOException;
    }

    @Override
    public String toString() {
      return sentence;
    }
  }

  static Stream<Alteration> alterations() {
    return Stream.of(
        new Alteration(
            "a file has other content", d -> Files.writeString(d.resolve("f"), "CONTENT OF x")),
        new Alteration(
            "a file is longer",
            d -> Files.writeString(d.resolve("f"), "more", StandardOpenOption.APPEND)),
        new Alteration("a file is gone", d -> Files.delete(d.resolve("f"))),
        new Alteration("there is one more file", d -> Files.writeString(d.resolve("new"), "")),
        new Alteration(
            "a file is setuid now", d -> Files.setAttribute(d.resolve("f"), "unix:mode", 0104755)),
        new Alteration(
            "a directory is open to all",
            d -> Files.setPosixFilePermissions(d, PosixFilePermissions.fromString("rwxrwxrwx"))),
        new Alteration(
            "a file is of another time",
            d -> Files.setLastModifiedTime(d.resolve("f"), FileTime.fromMillis(5000))),
        new Alteration(
            "a link leads elsewhere",
            d -> {
              Files.delete(d.resolve("l"));
              Files.createSymbolicLink(d.resolve("l"), Path.of("/etc/passwd"));
            }));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void anAlteredLayerIsFoundAndRemovedWithItsImages(Alteration alteration) throws IOException {
    for (StoredImage image : List.of(unpacked("x"), built("y"))) {
      alteration.change().apply(image.layers().getFirst().directory().resolve("d"));
    }
    unpacked("sound");

    assertThat(store.check()).hasSize(4);
    var report = store.repair(ImageUsage.none());

    assertThat(report.problems()).isEmpty();
    assertThat(report.repaired())
        .hasSize(4)
        .anyMatch(line -> line.endsWith("removed with x:latest"));
    assertThat(store.check()).isEmpty();
    assertThat(store.list()).hasSize(1);
    assertThat(unpacked("x").layers().getFirst().directory().resolve("d/f"))
        .hasContent("content of x");
  }

  @Test
  void whatAContainerWasMadeOfIsSaidAndStays() throws IOException {
    var image = unpacked("x");
    Files.writeString(image.layers().getFirst().directory().resolve("d/f"), "altered");

    var report = store.repair(usedBy(image.id()));

    assertThat(report.repaired()).isEmpty();
    assertThat(report.problems())
        .hasSize(2)
        .anyMatch(
            line -> line.endsWith("container 0123456789ab was made of it: remove that first"));
    assertThat(store.require("x").layers().getFirst().directory()).isDirectory();
  }

  @Test
  void aDamagedConfigTakesItsImageAndNoLayerOfOthers() throws IOException {
    var damaged = unpacked("damaged");
    var sound = unpacked("sound");
    Files.writeString(blob(damaged.id()), "{}");
    reopen();

    assertThat(store.list()).hasSize(2);
    store.remove("sound", false, ImageUsage.none());
    assertThat(damaged.layers().getFirst().directory()).isDirectory();
    assertThat(store.check()).singleElement().asString().contains("damaged");

    assertThat(store.repair(ImageUsage.none()).repaired())
        .singleElement()
        .asString()
        .endsWith("removed with damaged:latest");
    store.sweepLayers(ImageUsage.none());
    assertThat(damaged.layers().getFirst().directory()).doesNotExist();
    assertThat(sound.layers().getFirst().directory()).doesNotExist();
  }

  @Test
  void aMissingConfigAndAMissingLayerAreFound() throws IOException {
    Files.delete(blob(unpacked("configless").id()));
    var layerless = unpacked("layerless");
    store.layers().remove(layerless.layers().getFirst().diffId());
    reopen();

    assertThat(store.check())
        .hasSize(2)
        .anyMatch(line -> line.endsWith("its config is missing"))
        .anyMatch(line -> line.endsWith("is missing") && line.contains("its layer sha256:"));
    assertThat(store.repair(ImageUsage.none()).problems()).isEmpty();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void strayFilesAreFoundAndRemoved() throws IOException {
    unpacked("sound");
    Files.writeString(blob(Digest.of(new byte[] {1})), "other");
    Files.createSymbolicLink(state.resolve("l/000000000000"), Path.of("../layers/none/diff"));

    assertThat(store.check()).hasSize(2);
    assertThat(store.repair(ImageUsage.none()).repaired())
        .allMatch(line -> line.endsWith("; removed"));
    assertThat(store.check()).isEmpty();
  }

  @Test
  void aFileThatHasBecomeLongerIsNoticedWhenSaved() throws IOException {
    var image = unpacked("x");
    var file = image.layers().getFirst().directory().resolve("d/f");
    Files.writeString(file, "more", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> store.save(List.of("x"), new ByteArrayOutputStream()))
        .hasMessageContaining("\"d/f\" has become longer");
  }
}
