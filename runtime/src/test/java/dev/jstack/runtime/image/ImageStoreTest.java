package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.layer.ArchiveWriter;
import dev.jstack.runtime.layer.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class ImageStoreTest {
  @TempDir Path folder;
  private final List<ImageStore> stores = new ArrayList<>();
  private ImageStore store;

  @BeforeEach
  void open() {
    store = open("state");
  }

  @AfterEach
  void close() {
    stores.forEach(ImageStore::close);
  }

  private ImageStore open(String name) {
    var opened = ImageStore.open(folder.resolve(name), folder.resolve("run"));
    stores.add(opened);
    return opened;
  }

  private StoredImage image(String content, String... names) {
    var layer = store.layers().unpack(new TarBytes().file("f", content).stream());
    var config =
        ImageConfig.scratch(Platform.current()).withLayers(List.of(layer.diffId()), List.of());
    return store.commit(config, List.of(names).stream().map(ImageReference::parse).toList());
  }

  @Test
  void anImageIsFoundByNameByIdAndByTheBeginningOfItsId() {
    var image = image("1", "app:1");

    assertThat(store.require("app:1")).isEqualTo(image);
    assertThat(store.require("docker.io/library/app:1")).isEqualTo(image);
    assertThat(store.require(image.id().toString())).isEqualTo(image);
    assertThat(store.require(image.id().shortHex())).isEqualTo(image);
    assertThat(store.find("app")).isEmpty();
    assertThatThrownBy(() -> store.require("app"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("no such image: app");
  }

  @Test
  void aBeginningThatSeveralIdsHaveIsAmbiguous() {
    for (int i = 0; i < 17; i++) {
      image("content " + i);
    }
    var first =
        store.list().stream()
            .map(entry -> entry.id().hex().substring(0, 1))
            .collect(Collectors.groupingBy(digit -> digit, Collectors.counting()));
    String shared =
        first.entrySet().stream().filter(e -> e.getValue() > 1).findFirst().orElseThrow().getKey();

    assertThatThrownBy(() -> store.require("sha256:" + shared))
        .hasMessage("multiple IDs found with provided prefix: " + shared);
  }

  @Test
  void aDigestInANameWinsOverItsTag() {
    var tagged = image("1", "app:1");
    var other = image("2", "app:2");

    assertThat(store.require("app:1@" + other.id()).id()).isEqualTo(other.id());
    assertThat(store.require("app@" + tagged.id()).id()).isEqualTo(tagged.id());
    assertThatThrownBy(() -> store.require("app:1@" + Digest.of(new byte[0])))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> store.tag(tagged, ImageReference.parse("x:1@" + other.id())))
        .hasMessage("refusing to create a tag with a digest reference");
  }

  @Test
  void anImageIsNotPrunedWhileItIsHeldOrLeased() {
    var held = image("1", "held:1");
    var leased = image("2", "leased:1");
    try (var _ = store.layers().lease();
        var hold = store.hold("held:1")) {
      store.require("leased:1");

      assertThat(store.prune(_ -> true, ImageUsage.none()).deleted()).isEmpty();
      assertThat(hold.image()).isEqualTo(held);
    }
    assertThat(store.prune(_ -> true, ImageUsage.none()).deleted())
        .contains(held.id(), leased.id());
  }

  @Test
  void anImageWithAContainerIsNotPruned() {
    var used = image("1", "used:1");
    image("2", "unused:1");

    store.prune(_ -> true, usedBy(used.id()));

    assertThat(store.list()).extracting(ImageEntry::id).containsExactly(used.id());
    assertThat(used.layers().getFirst().directory()).isDirectory();
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

  @Test
  void aMovedNameLeavesTheOldImageWithoutOne() {
    var old = image("1", "app:1");
    var fresh = image("2", "app:1");

    assertThat(store.require("app:1").id()).isEqualTo(fresh.id());
    assertThat(store.names(old.id())).isEmpty();
    assertThat(store.list()).extracting(ImageEntry::isDangling).containsOnly(true, false);
  }

  @Test
  void everythingIsThereAfterAReopening() {
    var image = image("content", "app:1", "app:2");

    var again = open("state");

    assertThat(again.require("app:2").id()).isEqualTo(image.id());
    assertThat(again.require("app:2").layers()).isEqualTo(image.layers());
    assertThat(image.layers().getFirst().directory().resolve("f")).hasContent("content");
    assertThat(image.layers().getFirst().alias().resolve("f")).hasContent("content");
  }

  @Test
  void theLastRemovalTakesTheLayersThatNobodyElseHas() {
    var image = image("1", "app:1");
    image("1", "same:1");
    image("2", "other:1");

    var first = store.remove("app:1", false, ImageUsage.none());
    var last = store.remove("same:1", false, ImageUsage.none());

    assertThat(first.lines()).containsExactly("Untagged: app:1");
    assertThat(last.deleted()).containsExactly(image.id(), image.layers().getFirst().diffId());
    assertThat(image.layers().getFirst().directory()).doesNotExist();
    assertThat(store.require("other:1").layers().getFirst().directory()).isDirectory();
  }

  @Test
  void leasedLayersAreNotSwept() {
    image("1", "app:1");
    try (var _ = store.layers().lease()) {
      var built = store.layers().unpack(new TarBytes().file("f", "new").stream());

      store.remove("app:1", false, ImageUsage.none());

      assertThat(built.directory()).isDirectory();
    }
  }

  @Test
  void whatACrashLeftIsRemovedAtTheNextStart() throws IOException {
    var image = image("1", "app:1");
    var state = folder.resolve("state");
    Files.createDirectories(state.resolve("layers/new-123/diff/half"));
    Files.writeString(state.resolve("content/ingest/half"), "");
    Files.createDirectories(state.resolve("layers").resolve("ab".repeat(32)).resolve("diff"));

    var again = open("state");
    again.close();

    assertThat(again.require("app:1").layers()).isEqualTo(image.layers());
    try (var layers = Files.list(state.resolve("layers"))) {
      assertThat(layers).hasSize(1);
    }
    assertThat(state.resolve("content/ingest")).isEmptyDirectory();
  }

  @Test
  void aBuiltLayerIsSavedAndLoadedElsewhereUnderTheSameDigest() throws IOException {
    Layer layer;
    try (var draft = store.layers().draft()) {
      Files.writeString(Files.createDirectories(draft.upper().resolve("a/b")).resolve("c"), "x");
      Files.createDirectories(draft.work().resolve("work"));
      layer = draft.commit(LayerTimes.kept());
    }
    var config =
        ImageConfig.scratch(Platform.current()).withLayers(List.of(layer.diffId()), List.of());
    var image = store.commit(config, List.of(ImageReference.parse("built:1")));
    var archive = new ByteArrayOutputStream();

    store.save(List.of("built"), archive);
    var other = open("other");
    var loaded = other.load(new ByteArrayInputStream(archive.toByteArray()), null);

    assertThat(loaded.getFirst().lines()).containsExactly("Loaded image: built:1");
    assertThat(other.require("built:1").id()).isEqualTo(image.id());
    assertThat(other.require("built:1").layers().getFirst().directory().resolve("a/b/c"))
        .hasContent("x");
    var again = new ByteArrayOutputStream();
    other.save(List.of("built:1"), again);
    assertThat(again.toByteArray()).isEqualTo(archive.toByteArray());
  }

  @Test
  void aCompressedOciLayoutWithCompressedLayersIsLoaded() throws IOException {
    byte[] tar = new TarBytes().file("f", "oci").toBytes();
    byte[] layer = gzip(tar);
    byte[] config =
        ImageConfig.scratch(Platform.current())
            .withLayers(List.of(Digest.of(tar)), List.of())
            .toJson();
    byte[] manifest =
        new Manifest(descriptor("config", config), List.of(descriptor("layer", layer))).toJson();
    var index =
        "{\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d,\"annotations\":{\"%s\":\"%s\"}}]}"
            .formatted(
                Digest.of(manifest), manifest.length, OciLayout.REF_NAME, "ghcr.io/me/app:3");
    var out = new ByteArrayOutputStream();
    var archive = new ArchiveWriter(out);
    for (byte[] blob : List.of(layer, config, manifest)) {
      archive.file(OciLayout.path(Digest.of(blob)), blob);
    }
    archive.file(OciLayout.INDEX, index.getBytes(StandardCharsets.UTF_8));
    archive.end();

    store.load(new ByteArrayInputStream(gzip(out.toByteArray())), null);

    var image = store.require("ghcr.io/me/app:3");
    assertThat(image.layers().getFirst().directory().resolve("f")).hasContent("oci");
  }

  @Test
  void aLayerWithTheWrongContentFailsAndNoNameMoves() throws IOException {
    image("old", "app:1");
    byte[] tar = new TarBytes().file("f", "evil").toBytes();
    byte[] config =
        ImageConfig.scratch(Platform.current())
            .withLayers(List.of(Digest.of(new byte[0])), List.of())
            .toJson();

    assertThatThrownBy(() -> store.load(dockerArchive(config, tar, "app:1"), null))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("wrong content");

    assertThat(store.require("app:1").layers().getFirst().directory().resolve("f"))
        .hasContent("old");
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void asManyLayersAsDiffIdsAreWanted() throws IOException {
    byte[] config = ImageConfig.scratch(Platform.current()).toJson();

    assertThatThrownBy(
            () -> store.load(dockerArchive(config, new TarBytes().toBytes(), "a:1"), null))
        .hasMessageContaining("1 layers, but 0 diff ids");
  }

  @Test
  void aNameInAnArchiveThatIsNoneIsRefused() throws IOException {
    byte[] tar = new TarBytes().toBytes();
    byte[] config =
        ImageConfig.scratch(Platform.current())
            .withLayers(List.of(Digest.of(tar)), List.of())
            .toJson();

    assertThatThrownBy(() -> store.load(dockerArchive(config, tar, "../../x"), null))
        .hasMessageContaining("invalid reference format");
  }

  @Test
  void whatIsNoArchiveIsSaidSo() {
    var text = new ByteArrayInputStream("hello".repeat(1000).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> store.load(text, null)).hasMessageContaining("not an image archive");
  }

  @Test
  void anAlteredLayerIsNoticedWhenSaved() throws IOException {
    var image = image("content", "app:1");
    Files.writeString(image.layers().getFirst().directory().resolve("f"), "CONTENT");

    assertThatThrownBy(() -> store.save(List.of("app:1"), new ByteArrayOutputStream()))
        .hasMessageContaining("was altered");
  }

  @Test
  void theSameContentIsStoredOnce() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (var draft = store.layers().draft()) {
        var file = Files.writeString(draft.upper().resolve("f"), "same");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
        draft.commit(LayerTimes.kept());
      }
    }

    store.close();
    try (var layers = Files.list(folder.resolve("state/layers"))) {
      assertThat(layers).hasSize(1);
    }
  }

  @Test
  void whatAContainerWroteBecomesALayerAndStaysItsOwn() throws IOException {
    var upper = Files.createDirectories(folder.resolve("upper/d"));
    Files.writeString(upper.resolve("f"), "written");

    var layer = store.layers().copy(folder.resolve("upper"));
    Files.writeString(upper.resolve("f"), "changed");

    assertThat(layer.directory().resolve("d/f")).hasContent("written");
  }

  @Test
  void spaceIsToldApartByWhoSharesIt() {
    var shared = image("shared", "a:1").layers().getFirst();
    var own = store.layers().unpack(new TarBytes().file("f", "12345678").stream());
    store.commit(
        ImageConfig.scratch(Platform.current())
            .withLayers(List.of(shared.diffId(), own.diffId()), List.of()),
        List.of(ImageReference.parse("b:1")));

    assertThat(store.space(ImageUsage.none()))
        .extracting(space -> space.image().references().getFirst().familiar())
        .containsExactlyInAnyOrder("a:1", "b:1");
    assertThat(store.space(ImageUsage.none()))
        .extracting(ImageSpace::uniqueBytes)
        .containsExactlyInAnyOrder(0L, 8L);
    assertThat(store.space(ImageUsage.none())).extracting(ImageSpace::sharedBytes).containsOnly(6L);
  }

  @Test
  void danglingImagesWithoutContainersArePruned() {
    var old = image("1", "app:1");
    image("2", "app:1");

    var removed = store.prune(ImageEntry::isDangling, ImageUsage.none());

    assertThat(removed.lines())
        .containsExactly("Deleted: " + old.id(), "Deleted: " + old.layers().getFirst().diffId());
    assertThat(removed.freedBytes()).isEqualTo(1);
  }

  @Test
  void aRootFileSystemIsImportedAsAnImageOfOneLayer() throws IOException {
    var tar = gzip(new TarBytes().directory("./").file("./bin/sh", "x").toBytes());
    var run = RunConfig.EMPTY.withCmd(List.of("/bin/sh"));
    var created = Instant.parse("2026-01-02T03:04:05Z");

    store.importTar(
        new ByteArrayInputStream(tar),
        ImageConfig.scratch(Platform.current()).withRun(run).withCreated(created),
        "imported",
        List.of(ImageReference.parse("root:1")));

    var image = store.require("root:1");
    assertThat(image.layers().getFirst().directory().resolve("bin/sh")).hasContent("x");
    assertThat(image.config().run()).isEqualTo(run);
    assertThat(image.config().history())
        .containsExactly(new History(created, "", "imported", false));
  }

  @Test
  void aRepositoryIsSavedWithAllItsTagsAndAnIdWithoutAny() {
    var image = image("1", "app:1", "app:2");
    var archive = folder.resolve("app.tar");

    store.save(List.of("app"), archive);
    assertThat(open("other").load(archive, null).getFirst().lines())
        .containsExactly("Loaded image: app:1", "Loaded image: app:2");

    store.save(List.of(image.id().shortHex()), archive);
    assertThat(open("third").load(archive, null).getFirst().lines())
        .containsExactly("Loaded image ID: " + image.id());
  }

  @Test
  void aSaveThatFailsLeavesNoFile() {
    assertThatThrownBy(() -> store.save(List.of("missing"), folder.resolve("x.tar")))
        .hasMessage("no such image: missing");
    assertThatThrownBy(() -> store.load(folder.resolve("x.tar"), null))
        .hasMessageContaining("no such file");

    assertThat(folder.resolve("x.tar")).doesNotExist();
    assertThat(folder.resolve("x.tar.tmp")).doesNotExist();
  }

  @Test
  void imagesOnTheHostAreNotSaved() {
    store.tag(store.host(), ImageReference.parse("mine:1"));

    assertThatThrownBy(() -> store.save(List.of("mine:1"), new ByteArrayOutputStream()))
        .hasMessageContaining("root file system");
  }

  private static Descriptor descriptor(String type, byte[] content) {
    return new Descriptor(type, Digest.of(content), content.length);
  }

  private static ByteArrayInputStream dockerArchive(byte[] config, byte[] layer, String name)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var archive = new ArchiveWriter(out);
    archive.file("c.json", config);
    archive.file("l/layer.tar", layer);
    archive.file(
        "manifest.json",
        "[{\"Config\":\"c.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"l/layer.tar\"]}]"
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8));
    archive.end();
    return new ByteArrayInputStream(out.toByteArray());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
