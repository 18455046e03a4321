package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every kind, through every instruction, into an archive and out of it; anywhere, any day.
 */
@Tag("root")
class FidelityTest {
  private static final long SPARSE = 3 << 20;
  private static final byte[] CAPABILITY = {
    1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final String EVERYTHING =
      """
      FROM host AS build
      WORKDIR /all
      COPY tree tree
      RUN cp -a tree run && ln run/plain run/hard && chown 5:6 run/plain && setfattr -n user.r -v 1 run 2>/dev/null || true
      FROM scratch AS copied
      COPY tree /copied
      FROM scratch
      COPY --from=build /all/run /run
      COPY --from=copied / /
      ADD tree.tar /added/
      COPY --chown=1:2 tree/plain /owned
      """;

  @TempDir Path temporary;
  @AutoClose private BuildFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new BuildFixture(Files.createDirectory(temporary.resolve("one")));
    fill(fixture.context, false);
  }

  /** The same files, made in another order on another day. */
  private static void fill(Path context, boolean otherwise) throws Exception {
    var names = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      names.add("many/" + i % 7 + "/" + i);
    }
    names.addAll(List.of("plain", "setuid", "capable", "n".repeat(120) + "/" + "m".repeat(200)));
    for (var name : otherwise ? names.reversed() : names) {
      var file = context.resolve("tree").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
      if (otherwise) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(name.hashCode() * 1000L));
      }
    }
    try (var tree = Directory.open(context.resolve("tree"))) {
      special(tree);
    }
    if (otherwise) {
      Files.setAttribute(context.resolve("tree/plain"), "unix:uid", 77);
    }
    tar(context);
  }

  private static void special(Directory tree) {
    tree.setPermissions(RawPath.of("setuid"), 06755);
    tree.setPermissions(RawPath.of("many"), 01777);
    Xattrs.set(tree, RawPath.of("capable"), "security.capability", CAPABILITY);
    Xattrs.set(tree, RawPath.of("plain"), "user.note", new byte[] {0, 1, (byte) 0xff});
    Xattrs.set(tree, RawPath.of("many"), "user.dir", new byte[] {7});
    tree.makeLink(RawPath.of("dangling"), RawPath.of("/no/where"));
    tree.makeNode(RawPath.of("fifo"), FileKind.FIFO, 0640, 0);
    tree.makeNode(RawPath.of("null"), FileKind.CHARACTER_DEVICE, 0666, FileStat.device(1, 3));
    tree.makeNode(RawPath.of("socket"), FileKind.SOCKET, 0666, 0);
    tree.create(new RawPath("\u00ff\u0080\n"), 0600).close();
    try (var sparse = new FileOutput(tree.create(RawPath.of("sparse"), 0644))) {
      sparse.skip(SPARSE / 2);
      sparse.write("middle".getBytes(StandardCharsets.UTF_8), 0, 6);
      sparse.truncate(SPARSE);
    }
  }

  private static void tar(Path context) throws Exception {
    var tar =
        new ProcessBuilder(
                "tar",
                "-C",
                "tree",
                "--sort=name",
                "--mtime=@5",
                "--owner=0",
                "--group=0",
                "--pax-option=exthdr.name=x,delete=atime,delete=ctime",
                "--format=pax",
                "--xattrs",
                "--xattrs-include=*",
                "--exclude=./socket",
                "-cf",
                "tree.tar",
                ".")
            .directory(context.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }

  private static List<SortedMap<String, String>> layers(StoredImage image) {
    return image.layers().stream().map(layer -> TreeText.of(layer.directory(), true)).toList();
  }

  @Test
  void copyAddAndRunKeepWhatCountsOfEveryKindOfFile() throws IOException {
    var image = fixture.image(fixture.build(EVERYTHING));
    var run = layers(image).get(0);
    var copied = layers(image).get(1);
    var added = layers(image).get(2);
    for (var tree : List.of(of(run, "run/"), of(copied, "copied/"), of(added, "added/"))) {
      assertThat(tree.get("setuid")).startsWith("REGULAR 6755");
      assertThat(tree.get("many")).startsWith("DIRECTORY 1777 0:0").endsWith("user.dir=07");
      assertThat(tree.get("capable")).endsWith("security.capability=" + hex(CAPABILITY));
      assertThat(tree.get("plain")).contains("user.note=0001ff");
      assertThat(tree.get("dangling")).endsWith("→ /no/where");
      assertThat(tree.get("fifo")).startsWith("FIFO 640");
      assertThat(tree.get("null")).startsWith("CHARACTER_DEVICE 666");
      assertThat(tree.get("\u00ff\u0080\n")).startsWith("REGULAR 600");
      assertThat(tree.get("sparse")).contains(" " + SPARSE + " ");
      assertThat(tree.get("n".repeat(120) + "/" + "m".repeat(200))).isNotNull();
      assertThat(tree.keySet().stream().filter(name -> name.matches("many/./\\d+"))).hasSize(300);
      assertThat(tree).doesNotContainKey("socket");
    }
    assertThat(run.get("run/hard")).isEqualTo(run.get("run/plain")).contains(" 5:6 ", "= run/hard");
    assertThat(layers(image).get(3).get("owned")).contains(" 1:2 ");
    assertThat(allocated(sparse(image, 1, "copied"))).isLessThan(SPARSE / 8);
  }

  private static Path sparse(StoredImage image, int layer, String below) {
    return image.layers().get(layer).directory().resolve(below).resolve("sparse");
  }

  /** Bytes that the file takes on the disk, by du(1). */
  private static long allocated(Path file) throws IOException {
    var du = new ProcessBuilder("du", "-B1", file.toString()).start();
    return Long.parseLong(
        new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s", -1)[0]);
  }

  private static SortedMap<String, String> of(SortedMap<String, String> tree, String below) {
    var part = new TreeMap<String, String>();
    tree.forEach((name, text) -> {
      if (name.startsWith(below)) {
        part.put(name.substring(below.length()), text);
      }
    });
    return part;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void anArchiveBringsTheSameFilesToAnotherStore() throws Exception {
    var image = fixture.image(fixture.build(EVERYTHING));
    var archive = new ByteArrayOutputStream();
    fixture.images.save(List.of("built"), archive);
    try (var other = new BuildFixture(Files.createDirectory(temporary.resolve("two")))) {
      other.images.load(new ByteArrayInputStream(archive.toByteArray()), null);
      var loaded = other.images.find("built").orElseThrow();
      assertThat(loaded.id()).isEqualTo(image.id());
      assertThat(layers(loaded)).isEqualTo(layers(image));
    }
  }

  @Test
  void equalInputsGiveOneImageWhereverAndWheneverTheyAreBuilt() throws Exception {
    var first = fixture.build(EVERYTHING);
    try (var other = new BuildFixture(Files.createDirectory(temporary.resolve("elsewhere")))) {
      fill(other.context, true);
      var second = other.build(EVERYTHING);
      assertThat(layers(other.image(second))).isEqualTo(layers(fixture.image(first)));
      assertThat(second.image()).isEqualTo(first.image());
      assertThat(saved(other)).isEqualTo(saved(fixture));
    }
  }

  @Test
  void sourceDateEpochIsTheTimeOfEverythingNew() {
    var options = BuildOptions.defaults().withArgs(Map.of("SOURCE_DATE_EPOCH", "1234567890"));
    var image =
        fixture.image(fixture.build("FROM scratch\nCOPY tree/plain /\nWORKDIR /w\n", options));
    assertThat(image.config().created()).hasToString("2009-02-13T23:31:30Z");
    assertThat(image.config().history())
        .allSatisfy(step -> assertThat(step.created()).hasToString("2009-02-13T23:31:30Z"));
    assertThat(layers(image))
        .allSatisfy(layer -> assertThat(layer.toString()).contains("@1234567890"));
  }

  private static Digest saved(BuildFixture fixture) {
    var archive = new ByteArrayOutputStream();
    fixture.images.save(List.of("built"), archive);
    return Digest.of(archive.toByteArray());
  }

  @Test
  void independentStagesRunAtTheSameTime() {
    var wait = "; for i in $(seq 400); do [ -e /c/%s ] && exit 0; sleep 0.05; done; exit 1\n";
    var mount = "RUN --mount=type=cache,target=/c touch /c/";
    var result =
        fixture.build(
            "FROM host AS a\n"
                + mount
                + "a; touch /a"
                + wait.formatted("b")
                + "FROM host AS b\n"
                + mount
                + "b; touch /b"
                + wait.formatted("a")
                + "FROM scratch\nCOPY --from=a /a /\nCOPY --from=b /b /\n");
    assertThat(fixture.image(result).layers()).hasSize(2);
  }

  @Test
  void aHundredMegabytesOfSmallFilesComeOutAsTheyWere() throws Exception {
    int files = 12_800;
    var content = new byte[8192];
    for (int i = 0; i < files; i++) {
      ByteBuffer.wrap(content).putInt(i).putInt(content.length - 4, i);
      var file = fixture.context.resolve("small/" + i % 97 + "/" + i % 13 + "/" + i);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
    var image =
        fixture.image(
            fixture.build("FROM scratch AS a\nCOPY small /s\nFROM scratch\nCOPY --from=a /s /\n"));
    var archive = new ByteArrayOutputStream();
    fixture.images.save(List.of("built"), archive);
    try (var other = new BuildFixture(Files.createDirectory(temporary.resolve("other")))) {
      other.images.load(new ByteArrayInputStream(archive.toByteArray()), null);
      var root = other.image(image.id()).layers().getFirst().directory();
      for (int i = 0; i < files; i++) {
        ByteBuffer.wrap(content).putInt(i).putInt(content.length - 4, i);
        assertThat(Files.readAllBytes(root.resolve(i % 97 + "/" + i % 13 + "/" + i)))
            .isEqualTo(content);
      }
      assertThat(other.image(image.id()).layers().getFirst().size()).isEqualTo(files * 8192L);
    }
  }
}
