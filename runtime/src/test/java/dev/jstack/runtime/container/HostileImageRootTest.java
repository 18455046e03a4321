package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.MountSpec.Bind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images whose places are links to the host's, and files that are not what their names say: the
 * start fails or stays inside, and the host is as it was.
 */
@Tag("root")
class HostileImageRootTest {
  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;
  private Path outside;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
    outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("file"), "the host's");
  }

  private Path in(String path) throws IOException {
    var place = fixture.tiny.layer().resolve(path);
    Files.createDirectories(place.getParent());
    return place;
  }

  /** Puts a link into the image in the place of what is there. */
  private void link(String path, Path to) throws IOException {
    var place = in(path);
    if (Files.isDirectory(place)) {
      Files.move(place, place.resolveSibling(place.getFileName() + ".moved"));
    }
    Files.deleteIfExists(place);
    Files.createSymbolicLink(place, to);
  }

  /** The output, or empty for a start that was refused. */
  private Optional<String> attempt(ContainerSpec spec) throws InterruptedException {
    try {
      return Optional.of(fixture.output(spec));
    } catch (JstackException e) {
      assertThat(e).hasMessageNotContaining("the host's");
      return Optional.empty();
    }
  }

  private void theHostIsAsItWas() throws IOException {
    try (Stream<Path> files = Files.list(outside)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("file");
    }
    assertThat(outside.resolve("file")).hasContent("the host's");
  }

  static List<List<String>> links() {
    var cases = new ArrayList<List<String>>();
    for (String place :
        List.of(
            "dev", "proc", "sys", "etc", "run", "var/run", "dev/pts", "dev/shm", "dev/mqueue")) {
      cases.add(List.of(place, ""));
    }
    for (String place :
        List.of(
            "etc/hosts",
            "etc/hostname",
            "etc/resolv.conf",
            "etc/passwd",
            "etc/group",
            "dev/null",
            "dev/ptmx",
            "dev/console",
            "dev/fd",
            "sys/fs/cgroup",
            "proc/keys")) {
      cases.add(List.of(place, "file"));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("links")
  void aLinkInItsPlaceLeadsNowhere(List<String> placeAndTarget) throws Exception {
    String target = placeAndTarget.get(1);
    link(placeAndTarget.getFirst(), target.isEmpty() ? outside : outside.resolve(target));
    String script =
        "for f in /etc/hosts /etc/passwd /etc/hostname /run/file /var/run/file /dev/file; do"
            + " cat $f; echo x > $f; done 2>/dev/null; echo x > /dev/console; true";

    for (boolean tty : List.of(false, true)) {
      var process =
          new ProcessSpec(
              null,
              List.of("sh", "-c", script),
              Map.of(),
              null,
              List.of(),
              null,
              tty,
              false,
              false);
      attempt(Specs.of(process)).ifPresent(log -> assertThat(log).doesNotContain("the host's"));
      theHostIsAsItWas();
    }
  }

  @Test
  void aLinkOfAVolumesTargetLeadsNowhere() throws Exception {
    link("data", outside);
    link("deep/er", outside.resolve("file"));
    for (String target : List.of("/data", "/data/sub", "/deep/er/sub")) {
      var volume = new MountSpec.Volume("hostile", target, false, false, null);
      attempt(Specs.shell("echo x > " + target + "/new", volume));
      theHostIsAsItWas();
    }
    fixture.runtime.volumes().remove("hostile");
  }

  private static ContainerSpec in(String workingDirectory, List<String> argv) {
    return Specs.of(
        new ProcessSpec(
            null, argv, Map.of(), null, List.of(), workingDirectory, false, false, false));
  }

  @Test
  void aWorkingDirectoryIsNeverOutside() throws Exception {
    link("work", outside);
    attempt(in("/work/made", List.of("touch", "here")));
    theHostIsAsItWas();
  }

  @Test
  void descriptorsAreNoWorkingDirectories() throws Exception {
    for (int number = 3; number <= 64; number++) {
      assertThat(attempt(in("/proc/self/fd/" + number, List.of("ls")))).isEmpty();
    }
  }

  @Test
  void descriptorsAreNoWorkingDirectoriesOfExecs() throws Exception {
    var container = fixture.start(Specs.shell("sleep 100"));
    var refused =
        IntStream.rangeClosed(3, 64)
            .mapToObj(number -> in("/proc/self/fd/" + number, List.of("pwd")).process())
            .toList();
    for (var process : refused) {
      assertThatThrownBy(() -> fixture.exec(container, process))
          .isInstanceOf(JstackException.class);
    }
  }

  @Test
  void aScriptCannotHaveTheLauncherAsItsInterpreter() throws Exception {
    for (String interpreter : List.of("/proc/self/exe", "/proc/1/exe", "/proc/self/fd/3")) {
      var script = in("script");
      Files.writeString(script, "#!" + interpreter + "\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      attempt(in("/", List.of("/script")));
      assertThat(attempt(in("/", List.of(interpreter))).orElse("")).doesNotContain("the host's");
    }
    theHostIsAsItWas();
    assertThat(fixture.output(Specs.shell("echo starts still work"))).contains("still work");
  }

  @Test
  void aVolumeOnDevDoesNotUnmask() throws Exception {
    Files.createSymbolicLink(outside.resolve("null"), Path.of("/proc/sys/kernel/core_pattern"));
    var before = Files.readString(Path.of("/proc/sys/kernel/core_pattern"));
    var log =
        attempt(
            Specs.shell(
                "echo x > /proc/sys/kernel/core_pattern; echo x > /proc/keys; true",
                new Bind(outside.toString(), "/dev", false, true, "")));
    assertThat(log.orElse("Read-only")).contains("Read-only");
    assertThat(Path.of("/proc/sys/kernel/core_pattern")).hasContent(before);
    Files.delete(outside.resolve("null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/passwd", "etc/group"})
  void accountsAreOnlyReadFromSmallRegularFiles(String name) throws Exception {
    var file = in(name);
    var app = Specs.as("app", "id");
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> fixture.output(Specs.of(app))).hasMessageContaining("regular file");
    Files.delete(file);
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
    assertThatThrownBy(() -> fixture.output(Specs.of(app))).hasMessageContaining("/" + name);
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/etc/shadow"));
    Files.writeString(in("etc/shadow"), "app:x:7:8::/:/bin/sh\n");
    assertThat(attempt(Specs.of(app)).orElse("")).doesNotContain("root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0", "-1", "4294967296", "4294967295", "0:4294967295", "root:-1"})
  void idsAreThoseOfTheKernelOrNone(String user) {
    var process = Specs.as(user, "id");
    assertThatThrownBy(() -> fixture.output(Specs.of(process)))
        .hasMessageMatching("(?s).*(unable to find|must be in range).*");
  }

  @Test
  void noLibraryOfTheImageIsLoaded() throws Exception {
    Files.writeString(in("etc/nsswitch.conf"), "passwd: evil\ngroup: evil\n");
    var app = Specs.as("app", "id", "-u");

    assertThat(fixture.output(Specs.of(app))).isEqualTo("1000\n");
    assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(directory.toString());
  }

  @Test
  void aNameIsOneLine() {
    for (String name : List.of("a\nb", "a\n127.0.0.1 bank", "a\u0000b")) {
      var isolation = new Specs.Isolation();
      isolation.hostname = name;
      assertThatThrownBy(() ->
              fixture.create(
                  Specs.of(
                      ProcessSpec.of(List.of("true")),
                      isolation.spec(),
                      ResourceLimits.none(),
                      List.of())))
          .hasMessageStartingWith("hostname \"a\\")
          .hasMessageContaining("expected no line breaks");
    }
  }
}
