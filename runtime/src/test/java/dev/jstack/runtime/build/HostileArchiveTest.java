package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.layer.ArchiveWriter;
import dev.jstack.runtime.layer.HostileArchive;
import dev.jstack.runtime.layer.TarBytes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hostile archive on each way into the store, and the outside compared before and after. */
@Tag("root")
class HostileArchiveTest {
  private static final List<Path> HOST =
      Stream.of("/etc", "/etc/passwd", "/etc/shadow", "/usr", "/usr/bin", "/dev/null")
          .map(Path::of)
          .toList();

  @TempDir Path folder;
  private Path outside;
  private BuildFixture fixture;
  private Map<String, String> before;

  @BeforeEach
  void open() throws IOException {
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "outside");
    Files.createDirectory(outside.resolve("directory"));
    fixture = new BuildFixture(Files.createDirectory(folder.resolve("own")));
    before = outside();
  }

  @AfterEach
  void nothingOutsideHasChanged() throws IOException {
    fixture.close();
    fixture.images.close();

    assertThat(outside()).isEqualTo(before);
    assertThat(fixture.leftovers()).isEmpty();
    assertThat(names(folder.resolve("own/state/layers"))).noneMatch(name -> name.contains("new-"));
    assertThat(names(folder.resolve("own/state/content/ingest"))).isEmpty();
    assertThat(names(folder)).hasSize(2);
    try (var all = Directory.open(folder)) {
      // Deeper than paths are long: what cleans up after a test takes minutes for it.
      all.removeTree(RawPath.of("own"));
    }
  }

  static Stream<HostileArchive> hostile() {
    return HostileArchive.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void loadStaysInside(HostileArchive hostile) throws IOException {
    byte[] archive = dockerArchive(hostile.layers().apply(outside));

    expect(hostile.refusal(), () -> fixture.images.load(new ByteArrayInputStream(archive), null));

    assertThat(fixture.images.find("evil:1").isPresent()).isEqualTo(hostile.refusal().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void importStaysInside(HostileArchive hostile) {
    var names = List.of(ImageReference.parse("evil:1"));
    for (TarBytes layer : single(hostile)) {
      expect(
          hostile.refusal(),
          () ->
              fixture.images.importTar(
                  layer.stream(), ImageConfig.scratch(Platform.current()), "", names));
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void addStaysInside(HostileArchive hostile) throws IOException {
    for (TarBytes layer : single(hostile)) {
      Files.write(fixture.context.resolve("a.tar"), layer.toBytes());

      expect(hostile.refusalOfAdd(), () -> fixture.build("FROM scratch\nADD a.tar /\n"));
    }
  }

  /** What needs two layers means nothing in one. */
  private List<TarBytes> single(HostileArchive hostile) {
    var layers = hostile.layers().apply(outside);
    return layers.size() == 1 ? layers : List.of();
  }

  private static void expect(String refusal, ThrowingCallable action) {
    if (refusal.isEmpty()) {
      try {
        action.call();
      } catch (Throwable e) {
        throw new AssertionError("must be taken inside", e);
      }
    } else {
      assertThatThrownBy(action).isInstanceOf(JstackException.class).hasMessageContaining(refusal);
    }
  }

  private Map<String, String> outside() throws IOException {
    var facts = new TreeMap<String, String>();
    try (var files = Files.walk(outside)) {
      for (Path file : files.toList()) {
        facts.put(file.toString(), facts(file) + content(file));
      }
    }
    for (Path file : HOST) {
      facts.put(file.toString(), facts(file));
    }
    return facts;
  }

  /** A change of anything but the contents moves the change time. */
  private static String facts(Path file) throws IOException {
    return Files.readAttributes(
            file, "unix:ino,mode,uid,gid,nlink,ctime", LinkOption.NOFOLLOW_LINKS)
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Object::toString)
        .collect(Collectors.joining(","));
  }

  private static String content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(Path::toString).toList();
    }
  }

  private static byte[] dockerArchive(List<TarBytes> layers) throws IOException {
    var out = new ByteArrayOutputStream();
    var archive = new ArchiveWriter(out);
    var diffIds = layers.stream().map(layer -> Digest.of(layer.toBytes())).toList();
    var config = ImageConfig.scratch(Platform.current()).withLayers(diffIds, List.of());
    archive.file("config.json", config.toJson());
    for (int i = 0; i < layers.size(); i++) {
      archive.file(i + "/layer.tar", layers.get(i).toBytes());
    }
    String names =
        Stream.iterate(0, i -> i < layers.size(), i -> i + 1)
            .map(i -> "\"" + i + "/layer.tar\"")
            .collect(Collectors.joining(","));
    String manifest =
        "[{\"Config\":\"config.json\",\"RepoTags\":[\"evil:1\"],\"Layers\":[" + names + "]}]";
    archive.file("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    archive.end();
    return out.toByteArray();
  }
}
