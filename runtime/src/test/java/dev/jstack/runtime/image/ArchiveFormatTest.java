package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.layer.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The forms of image archives, and what is wrong with some. */
@Tag("root")
class ArchiveFormatTest {
  private static final byte[] TAR = new TarBytes().file("f", "content").toBytes();
  private static final byte[] CONFIG =
      ImageConfig.scratch(new Platform("linux", "amd64", ""))
          .withLayers(List.of(Digest.of(TAR)), List.of())
          .toJson();
  private static final String INDEX_TYPE = Descriptor.OCI_INDEX;

  @TempDir Path folder;
  private ImageStore store;

  @BeforeEach
  void open() {
    store = ImageStore.open(folder.resolve("state"), folder.resolve("run"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    store.close();
    assertThat(folder.resolve("state/content/ingest")).isEmptyDirectory();
    try (var layers = Files.list(folder.resolve("state/layers"))) {
      assertThat(layers).noneMatch(layer -> layer.toString().contains("new-"));
    }
  }

  /** Content of an OCI layout under its digest. */
  private record Blob(String type, byte[] bytes) {
    String path() {
      return "blobs/sha256/" + Digest.of(bytes).hex();
    }

    String descriptor(String more) {
      return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
          .formatted(type, Digest.of(bytes), bytes.length, more);
    }

    String descriptor() {
      return descriptor("");
    }
  }

  private static Blob text(String type, String json) {
    return new Blob(type, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Blob config(byte[] json) {
    return new Blob(Descriptor.OCI_CONFIG, json);
  }

  private static Blob layer(byte[] bytes) {
    return new Blob(Descriptor.OCI_LAYER, bytes);
  }

  private static Blob manifest(String config, String... layers) {
    return text(
        Descriptor.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(Descriptor.OCI_MANIFEST, config, String.join(",", layers)));
  }

  private static Blob manifest() {
    return manifest(config(CONFIG).descriptor(), layer(TAR).descriptor());
  }

  private static String named(String name) {
    return ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + name + "\"}";
  }

  private static String platform(String os, String architecture) {
    return ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}".formatted(os, architecture);
  }

  private static TarBytes layout(String index, Blob... blobs) {
    var tar = new TarBytes();
    for (Blob blob : blobs) {
      tar.file(blob.path(), new String(blob.bytes(), StandardCharsets.ISO_8859_1));
    }
    return tar.file("index.json", "{\"schemaVersion\":2,\"manifests\":[" + index + "]}");
  }

  private static TarBytes layout() {
    return layout(manifest().descriptor(named("app:1")), manifest(), config(CONFIG), layer(TAR));
  }

  private static TarBytes docker(String manifest) {
    return new TarBytes()
        .file("c.json", new String(CONFIG, StandardCharsets.ISO_8859_1))
        .file("a/layer.tar", new String(TAR, StandardCharsets.ISO_8859_1))
        .file("manifest.json", manifest);
  }

  private static String item(String config, String layer) {
    return "[{\"Config\":\"%s\",\"RepoTags\":[\"app:1\"],\"Layers\":[\"%s\"]}]"
        .formatted(config, layer);
  }

  private List<String> load(byte[] archive) {
    return store.load(new ByteArrayInputStream(archive), null).stream()
        .flatMap(image -> image.lines().stream())
        .toList();
  }

  private void assertLoaded(TarBytes archive) {
    assertThat(load(archive.toBytes())).containsExactly("Loaded image: app:1");
    assertThat(store.require("app:1").layers().getFirst().directory().resolve("f"))
        .hasContent("content");
  }

  @Test
  void anOciLayoutIsRead() {
    assertLoaded(layout());
  }

  @Test
  void anImageWithoutANameIsToldByItsId() {
    var archive = layout(manifest().descriptor(), manifest(), config(CONFIG), layer(TAR));

    assertThat(load(archive.toBytes())).containsExactly("Loaded image ID: " + Digest.of(CONFIG));
  }

  @Test
  void anOciLayoutIsReadFromADirectoryWhoseLinksStayInside() throws IOException {
    var directory = folder.resolve("layout");
    for (Blob blob : List.of(manifest(), config(CONFIG), layer(TAR))) {
      var file = directory.resolve(blob.path());
      Files.createDirectories(file.getParent());
      Files.write(file, blob.bytes());
    }
    Files.writeString(
        directory.resolve("index.json"),
        "{\"manifests\":[" + manifest().descriptor(named("app:1")) + "]}");

    assertThat(store.load(directory, null).getFirst().lines())
        .containsExactly("Loaded image: app:1");

    var config = directory.resolve(config(CONFIG).path());
    Files.move(config, folder.resolve("elsewhere"));
    Files.createSymbolicLink(config, folder.resolve("elsewhere"));
    assertThatThrownBy(() -> store.load(directory, null)).hasMessageContaining("is missing");
  }

  @Test
  void theImageOfThisPlatformIsTakenFromAnIndex() {
    var other = config(ImageConfig.scratch(new Platform("linux", "riscv64", "")).toJson());
    var foreign = manifest(other.descriptor());
    String own = Platform.current().architecture();
    var index =
        text(
            INDEX_TYPE,
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s,%s,%s]}"
                .formatted(
                    INDEX_TYPE,
                    foreign.descriptor(platform("linux", "riscv64")),
                    manifest().descriptor(platform("linux", own)),
                    foreign.descriptor(platform("unknown", "unknown"))));

    assertLoaded(
        layout(
            index.descriptor(named("app:1")),
            index,
            foreign,
            other,
            manifest(),
            config(CONFIG),
            layer(TAR)));
  }

  @Test
  void attestationsAreLeftAside() {
    var attestation = text(Descriptor.OCI_MANIFEST, "{}");

    assertLoaded(
        layout(
            attestation.descriptor(platform("unknown", "unknown"))
                + ","
                + manifest().descriptor(named("app:1")),
            attestation,
            manifest(),
            config(CONFIG),
            layer(TAR)));
  }

  @Test
  void layersMayBeLinksToEqualOnes() {
    assertLoaded(
        new TarBytes()
            .file("c.json", new String(CONFIG, StandardCharsets.ISO_8859_1))
            .file("a/layer.tar", new String(TAR, StandardCharsets.ISO_8859_1))
            .symlink("b/layer.tar", "../a/layer.tar")
            .hardLink("c/layer.tar", "b/layer.tar")
            .file("manifest.json", item("c.json", "c/layer.tar")));
  }

  @Test
  void anArchiveFromBeforeManifestsIsRead() {
    String top = "b".repeat(64);
    String base = "a".repeat(64);
    byte[] upper = new TarBytes().file("g", "upper").toBytes();

    var lines =
        load(
            new TarBytes()
                .file(
                    base + "/json",
                    "{\"id\":\"" + base + "\",\"created\":\"2015-01-01T00:00:00Z\"}")
                .file(base + "/layer.tar", new String(TAR, StandardCharsets.ISO_8859_1))
                .file(
                    top + "/json",
                    "{\"id\":\"%s\",\"parent\":\"%s\",\"config\":{\"Cmd\":[\"sh\"]},\"container_config\":{\"Cmd\":[\"/bin/sh\",\"-c\",\"x\"]}}"
                        .formatted(top, base))
                .file(top + "/layer.tar", new String(upper, StandardCharsets.ISO_8859_1))
                .file("repositories", "{\"app\":{\"1\":\"" + top + "\",\"2\":\"" + top + "\"}}")
                .toBytes());

    assertThat(lines).containsExactly("Loaded image: app:1", "Loaded image: app:2");
    var image = store.require("app:2");
    assertThat(image.layers())
        .extracting(Layer::diffId)
        .containsExactly(Digest.of(TAR), Digest.of(upper));
    assertThat(image.config().run().cmd()).containsExactly("sh");
    assertThat(image.config().history().getLast().createdBy()).isEqualTo("/bin/sh -c x");
  }

  static Stream<Arguments> compressions() throws IOException {
    byte[] tar = layout().toBytes();
    var gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip), tar);
    var bzip2 = new ByteArrayOutputStream();
    write(new BZip2CompressorOutputStream(bzip2), tar);
    var xz = new ByteArrayOutputStream();
    write(new XZOutputStream(xz, new LZMA2Options(1)), tar);
    var zstd = new ByteArrayOutputStream();
    write(new io.airlift.compress.zstd.ZstdOutputStream(zstd), tar);
    return Stream.of(
        Arguments.of("gzip", gzip.toByteArray()),
        Arguments.of("bzip2", bzip2.toByteArray()),
        Arguments.of("xz", xz.toByteArray()),
        Arguments.of("zstd", zstd.toByteArray()));
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    try (out) {
      out.write(bytes);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("compressions")
  void compressedArchivesAreReadFromStreamsAndFiles(String name, byte[] archive)
      throws IOException {
    assertThat(load(archive)).containsExactly("Loaded image: app:1");

    var file = Files.write(folder.resolve("archive." + name), archive);
    assertThat(store.load(file, null).getFirst().lines()).containsExactly("Loaded image: app:1");
  }

  @Test
  void compressedLayersMayBeFollowedByBytesThatTheirDigestCovers() throws IOException {
    var gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip), TAR);
    gzip.writeBytes(new byte[] {1, 2, 3});
    var layer = layer(gzip.toByteArray());
    var manifest = manifest(config(CONFIG).descriptor(), layer.descriptor());

    assertLoaded(layout(manifest.descriptor(named("app:1")), manifest, config(CONFIG), layer));
  }

  static Stream<Arguments> broken() throws IOException {
    var gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip), TAR);
    var whole = layer(gzip.toByteArray());
    var cut = layer(Arrays.copyOf(whole.bytes(), whole.bytes().length - 12));
    var longer = layer(Arrays.copyOf(whole.bytes(), whole.bytes().length + 5));
    String c = config(CONFIG).descriptor();
    String l = layer(TAR).descriptor();
    var none = config(ImageConfig.scratch(new Platform("linux", "amd64", "")).toJson());
    String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);
    return Stream.of(
        Arguments.of("a layer is cut off", "", with(manifest(c, cut.descriptor()), cut)),
        Arguments.of(
            "a layer is longer than described",
            "has more than",
            with(manifest(c, whole.descriptor()))
                .file(whole.path(), new String(longer.bytes(), StandardCharsets.ISO_8859_1))),
        Arguments.of(
            "a layer is shorter than described",
            "bytes, not",
            with(manifest(c, whole.descriptor().replaceAll("size\":", "size\":9")), whole)),
        Arguments.of(
            "a layer has other content than the config says",
            "wrong content",
            with(
                manifest(c, layer(new TarBytes().toBytes()).descriptor()),
                layer(new TarBytes().toBytes()))),
        Arguments.of("a layer is missing", "is missing", with(manifest(c, whole.descriptor()))),
        Arguments.of(
            "there are fewer diff ids than layers",
            "0 diff ids",
            with(manifest(none.descriptor(), l), none)),
        Arguments.of("there are fewer layers than diff ids", "0 layers", with(manifest(c))),
        Arguments.of(
            "a size is negative",
            "negative size",
            with(manifest(c, l.replaceAll("size\":", "size\":-")))),
        Arguments.of(
            "a size is no 64-bit number",
            "out of range",
            with(manifest(c, l.replaceAll("size\":", "size\":99999999999999999999")))),
        Arguments.of(
            "a size is a fraction",
            "size",
            with(manifest(c, l.replaceAll("size\":", "size\":0.")))),
        Arguments.of(
            "a digest is a path",
            "64 lower-case hex digits",
            with(manifest(c, l.replaceAll("sha256:[0-9a-f]+", "sha256:../../../etc/passwd")))),
        Arguments.of(
            "a digest is of another algorithm",
            "sha256:",
            with(manifest(c, l.replaceAll("sha256:[0-9a-f]+", "sha512:" + "0".repeat(128))))),
        Arguments.of(
            "embedded data is not what its digest says",
            "",
            with(
                manifest(
                    c,
                    layer(TAR)
                        .descriptor(
                            ",\"data\":\""
                                + Base64.getEncoder().encodeToString(new byte[TAR.length])
                                + "\"")))),
        Arguments.of(
            "a manifest is of version 1",
            "",
            with(text(Descriptor.OCI_MANIFEST, "{\"schemaVersion\":1}"))),
        Arguments.of(
            "a manifest is an index too",
            "",
            with(
                text(
                    Descriptor.OCI_MANIFEST,
                    "{\"manifests\":[],\"config\":" + c + ",\"layers\":[" + l + "]}"))),
        Arguments.of(
            "a manifest says another type than its index",
            "as the index says",
            layout(
                manifest().descriptor().replace(Descriptor.OCI_MANIFEST, INDEX_TYPE),
                manifest(),
                config(CONFIG),
                layer(TAR))),
        Arguments.of(
            "the bytes of a manifest differ",
            "wrong content",
            layout(manifest().descriptor(), config(CONFIG), layer(TAR))
                .file(manifest().path(), " ".repeat(manifest().bytes().length))),
        Arguments.of(
            "a manifest has a key twice",
            "uplicate",
            with(text(Descriptor.OCI_MANIFEST, "{\"config\":" + c + ",\"config\":" + c + "}"))),
        Arguments.of(
            "a document is followed by another",
            "railing",
            with(text(Descriptor.OCI_MANIFEST, "{\"config\":" + c + "} {}"))),
        Arguments.of("a manifest is very deep", "", with(text(Descriptor.OCI_MANIFEST, deep))),
        Arguments.of(
            "a manifest is larger than any",
            "larger than",
            with(text(Descriptor.OCI_MANIFEST, "{}" + " ".repeat(5 << 20)))),
        Arguments.of(
            "no image is for this platform",
            "no image for",
            layout(manifest().descriptor(platform("plan9", "mips")), manifest())),
        Arguments.of(
            "a config is no JSON",
            "invalid JSON",
            with(manifest(text("c", "no").descriptor()), text("c", "no"))),
        Arguments.of(
            "the archive's config is outside",
            "is missing",
            docker(item("../../etc/passwd", "a/layer.tar"))),
        Arguments.of(
            "the archive's layer is outside", "is missing", docker(item("c.json", "/etc/shadow"))),
        Arguments.of(
            "the archive's layer links outside",
            "is missing",
            docker(item("c.json", "l/layer.tar")).symlink("l/layer.tar", "/etc/shadow")),
        Arguments.of(
            "the archive's layer links to itself",
            "is missing",
            docker(item("c.json", "l")).symlink("l", "m").symlink("m", "l")),
        Arguments.of(
            "the manifest is larger than any", "larger than", docker("[]" + " ".repeat(2 << 20))),
        Arguments.of("the manifest is no list", "", docker("{}")),
        Arguments.of("the manifest breaks out of its list", "", docker("[]}{\"images\":[]")),
        Arguments.of(
            "the archive's header claims a huge name",
            "1 MiB",
            new TarBytes().claiming('L', "x", 1L << 33).file("y", "z".repeat(2 << 20))),
        Arguments.of(
            "a file is larger than the archive",
            "cut off",
            new TarBytes().claiming('0', "manifest.json", 1L << 40)),
        Arguments.of(
            "an old layer is its own parent",
            "500 layers",
            new TarBytes()
                .file("a".repeat(64) + "/json", "{\"parent\":\"" + "a".repeat(64) + "\"}")
                .file("a".repeat(64) + "/layer.tar", "")
                .file("repositories", "{\"a\":{\"b\":\"" + "a".repeat(64) + "\"}}")));
  }

  private static TarBytes with(Blob manifest, Blob... blobs) {
    var all = Stream.concat(Stream.of(manifest, config(CONFIG), layer(TAR)), Stream.of(blobs));
    return layout(manifest.descriptor(named("app:1")), all.toArray(Blob[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void brokenArchivesAreRefusedAndNothingIsTagged(String name, String reason, TarBytes archive) {
    assertThatThrownBy(() -> load(archive.toBytes()))
        .as(name)
        .isInstanceOf(JstackException.class)
        .hasMessageContaining(reason);

    assertThat(store.list()).isEmpty();
  }
}
