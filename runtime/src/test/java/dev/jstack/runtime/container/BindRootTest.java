package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.MountSpec.Bind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binds of a directory that has another mount below it. */
@Tag("root")
class BindRootTest {
  @TempDir Path directory;
  private Path source;
  private RuntimeFixture fixture;

  @BeforeEach
  void mount() throws Exception {
    fixture = new RuntimeFixture(directory);
    source = Files.createDirectories(directory.resolve("source"));
    sh("mount -t tmpfs none " + source);
    Files.createDirectories(source.resolve("below"));
    sh("mount -t tmpfs none " + source.resolve("below"));
    Files.createFile(source.resolve("below/file"));
  }

  @AfterEach
  void unmount() throws Exception {
    fixture.close();
    sh("umount -R " + source);
  }

  private static void sh(String line) throws Exception {
    var process = new ProcessBuilder("sh", "-c", line).inheritIO().start();
    assertThat(process.waitFor()).as(line).isZero();
  }

  private Bind bind(boolean readOnly, String propagation, String recursive) {
    return new Bind(source.toString(), "/m", readOnly, false, propagation, recursive);
  }

  @ParameterizedTest
  @CsvSource({
    "false, '', file top below",
    "true, '', file",
    "true, enabled, file",
    "true, readonly, file",
    "true, writable, file below",
    "false, disabled, top below",
    "true, disabled, ''"
  })
  void recursionDecidesWhatIsSeenAndWrittenBelow(
      boolean readOnly, String recursive, String expected) throws Exception {
    String line =
        "cat /m/below/file && echo -n 'file '; touch /m/t && echo -n 'top '; "
            + "touch /m/below/t && echo -n 'below '";

    var output =
        fixture.output(Specs.shell("(" + line + ") 2>/dev/null", bind(readOnly, "", recursive)));

    assertThat(output.strip()).isEqualTo(expected);
  }

  @Test
  void whatIsMountedOutsideLaterAppearsInASlave() throws Exception {
    sh("mount --make-rshared " + source);
    var container = fixture.start(Specs.shell("sleep 100", bind(false, "rslave", "")));
    Files.createDirectories(source.resolve("late"));
    sh("mount -t tmpfs none " + source.resolve("late") + " && touch " + source + "/late/x");

    assertThat(fixture.exec(container, "ls /m/late")).isEqualTo("x\n");
  }

  @Test
  void whatIsMountedOutsideLaterDoesNotAppearInAPrivateBind() throws Exception {
    sh("mount --make-rshared " + source);
    var container = fixture.start(Specs.shell("sleep 100", bind(false, "rprivate", "")));
    Files.createDirectories(source.resolve("late"));
    sh("mount -t tmpfs none " + source.resolve("late") + " && touch " + source + "/late/x");

    assertThat(fixture.exec(container, "ls /m/late")).isEmpty();
  }

  @Test
  void aSharedBindIsInThePeerGroupOfItsSource() throws Exception {
    sh("mount --make-rshared " + source);

    var inside =
        fixture.output(Specs.shell("cat /proc/self/mountinfo", bind(false, "rshared", "")));

    var outside = Files.readString(Path.of("/proc/self/mountinfo"));
    assertThat(peers(inside, "/m")).isNotEmpty().isEqualTo(peers(outside, source.toString()));
  }

  /** The {@code shared:N} of a mount. */
  private static String peers(String mountinfo, String place) {
    return mountinfo
        .lines()
        .filter(line -> line.split(" ", -1)[4].equals(place))
        .flatMap(line -> List.of(line.split(" ", -1)).stream())
        .filter(word -> word.startsWith("shared:"))
        .findFirst()
        .orElse("");
  }

  @Test
  void aSourceThatSharesNothingCannotBeShared() throws Exception {
    sh("mount --make-rprivate " + source);
    var container = fixture.create(Specs.shell("true", bind(false, "rshared", "")));

    assertThatThrownBy(() -> fixture.runtime.start(container, ContainerNetwork.none()))
        .hasMessageContaining("it is not a shared mount");
  }

  @Test
  void aSlaveOfSuchASourceHasNothingToReceive() throws Exception {
    sh("mount --make-rprivate " + source + " && touch " + source + "/x");

    assertThat(fixture.output(Specs.shell("ls /m", bind(false, "rslave", "")))).contains("x");
  }

  @Test
  void contradictionsAreRefused() {
    for (var bind : List.of(bind(false, "", "writable"), bind(true, "rslave", "readonly"))) {
      assertThatThrownBy(() -> fixture.create(Specs.shell("true", bind)))
          .isInstanceOf(JstackException.class)
          .hasMessageContaining("mount on /m");
    }
  }
}
