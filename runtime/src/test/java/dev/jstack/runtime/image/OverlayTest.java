package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jstack.runtime.layer.TarBytes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileSystemType;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers as the kernel stacks them. */
@Tag("root")
class OverlayTest {
  @TempDir Path folder;
  private ImageStore store;

  @BeforeEach
  void open() {
    store = ImageStore.open(folder.resolve("state"), folder.resolve("run"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anUpperLayerDeletesAndReplacesWhatIsBelow() {
    var lower =
        store
            .layers()
            .unpack(
                new TarBytes()
                        .file("gone", "")
                        .file("kept", "")
                        .directory("emptied/")
                        .file("emptied/old", "")
                        .directory("merged/")
                        .file("merged/old", "")
                        .stream());
    var upper =
        store
            .layers()
            .unpack(
                new TarBytes()
                        .file(".wh.gone", "")
                        .file("emptied/.wh..wh..opq", "")
                        .file("emptied/new", "")
                        .file("merged/new", "")
                        .stream());

    try (var root = mount(image(lower, upper))) {
      assertThat(names(root, "")).containsExactlyInAnyOrder("kept", "emptied", "merged");
      assertThat(names(root, "emptied")).containsExactly("new");
      assertThat(names(root, "merged")).containsExactlyInAnyOrder("old", "new");
    }
  }

  @Test
  void whatIsChangedInAnOverlayBecomesALayerThatGivesTheSameFiles() throws IOException {
    var base = store.layers().unpack(new TarBytes().file("gone", "").file("d/old", "").stream());
    Layer built;
    try (var draft = store.layers().draft()) {
      var lower = base.alias().toString();
      var mounted =
          Mounts.overlay(List.of(lower), draft.upper().toString(), draft.work().toString());
      try (var root = Directory.of(mounted).directory(RawPath.EMPTY)) {
        root.remove(RawPath.of("gone"));
        root.removeTree(RawPath.of("d"));
        root.makeDirectory(RawPath.of("d"), 0700);
        root.create(RawPath.of("d/new"), 0600).close();
      }
      mounted.close();
      built = draft.commit(LayerTimes.kept());
    }

    try (var root = mount(image(base, built))) {
      assertThat(names(root, "")).containsExactly("d");
      assertThat(names(root, "d")).containsExactly("new");
    }
  }

  @Test
  void layersLieOnTheHostsRoot() throws IOException {
    try (var root = Directory.open(Path.of("/"))) {
      assumeThat(FileSystemType.of(root)).isNotEqualTo(FileSystemType.OVERLAY);
    }
    var layer =
        store.layers().unpack(new TarBytes().file("etc/.wh.passwd", "").file("x", "1").stream());
    var config = store.host().config().withLayers(List.of(layer.diffId()), List.of());

    try (var root = mount(store.commit(config))) {
      assertThat(root.stat(RawPath.of("x"))).isPresent();
      assertThat(root.stat(RawPath.of("usr/bin/env"))).isPresent();
      assertThat(root.stat(RawPath.of("etc/passwd"))).isEmpty();
    }
    assertThat(Path.of("/etc/passwd")).exists();
    assertThat(Files.exists(Path.of("/x"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 128, 500})
  void manyLayersAreOneFileSystem(int count) {
    var layers = new Layer[count];
    for (int i = 0; i < count; i++) {
      layers[i] =
          store.layers().unpack(new TarBytes().file("f" + i, "").file("top", "" + i).stream());
    }

    try (var root = mount(image(layers))) {
      assertThat(names(root, "")).hasSize(count + 1).contains("f0", "f" + (count - 1));
      var top = new FileInput(root.open(RawPath.of("top")));
      byte[] content = new byte[8];
      int length = top.read(content, 0, content.length);
      assertThat(new String(content, 0, length, StandardCharsets.US_ASCII))
          .isEqualTo("" + (count - 1));
      top.close();
    }
  }

  private StoredImage image(Layer... layers) {
    var diffIds = List.of(layers).stream().map(Layer::diffId).toList();
    return store.commit(ImageConfig.scratch(Platform.current()).withLayers(diffIds, List.of()));
  }

  private static Directory mount(StoredImage image) {
    var lowers = image.lowers().stream().map(OverlayTest::path).collect(Collectors.toList());
    if (lowers.size() == 1) {
      lowers.add(image.empty().alias().toString());
    }
    try (var tree = Directory.of(Mounts.overlay(lowers, null, null))) {
      return tree.directory(RawPath.EMPTY);
    }
  }

  private static String path(Lower lower) {
    return switch (lower) {
      case Lower.Directory(_, var alias) -> alias.toString();
      case Lower.Host(var base) -> "/proc/self/fd/" + base.tree().number();
    };
  }

  private static Set<String> names(Directory root, String path) {
    try (var directory = root.directory(RawPath.of(path))) {
      return directory.list().stream()
          .map(DirectoryEntry::name)
          .map(RawPath::toString)
          .collect(Collectors.toSet());
    }
  }
}
