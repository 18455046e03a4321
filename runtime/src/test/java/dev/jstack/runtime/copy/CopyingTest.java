package dev.jstack.runtime.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fifo;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.RawPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories stand for a container's root and for this machine. */
@Tag("root")
class CopyingTest {
  @TempDir private Path folder;

  private Path here;
  private Path inside;
  private Path outside;
  private FileTree machine;
  private FileTree container;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    here = Files.createDirectory(folder.resolve("here"));
    inside = Files.createDirectory(folder.resolve("inside"));
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "untouched");
    machine = new FileTree(Directory.open(here), "on this machine", false);
    container = new FileTree(Directory.open(inside), "in container web", false);
  }

  @AfterEach
  void close() throws IOException {
    machine.close();
    container.close();
    assertThat(list(outside)).containsExactly("secret");
    assertThat(outside.resolve("secret")).hasContent("untouched");
  }

  @ParameterizedTest
  @CsvSource({
    // source, target, what there is then of it
    "/f,      /new,       new=F",
    "/f,      /dir,       dir/f=F",
    "/f,      /dir/,      dir/f=F",
    "/f,      /old,       old=F",
    "/f,      /to-dir,    dir/f=F",
    "/f,      /to-old,    old=F",
    "/f,      /dangling,  nowhere=F",
    "/tree,   /new,       new/a=A",
    "/tree,   /dir,       dir/tree/a=A",
    "/tree/., /dir,       dir/a=A",
    "/tree/., /new,       new/a=A",
    "/tree/,  /dir,       dir/tree/a=A",
    "/link/,  /dir,       dir/link/a=A",
    "/tree/.,  /,         a=A",
    "/tree/../f, /dir,    dir/f=F",
  })
  void namesFollowTheRulesOfDockersCp(String source, String target, String result)
      throws IOException {
    Files.writeString(here.resolve("f"), "F");
    Files.createDirectory(here.resolve("tree"));
    Files.writeString(here.resolve("tree/a"), "A");
    Files.createSymbolicLink(here.resolve("link"), Path.of("tree"));
    Files.createDirectory(inside.resolve("dir"));
    Files.writeString(inside.resolve("old"), "OLD");
    Files.createSymbolicLink(inside.resolve("to-dir"), Path.of("/dir"));
    Files.createSymbolicLink(inside.resolve("to-old"), Path.of("old"));
    Files.createSymbolicLink(inside.resolve("dangling"), Path.of("nowhere"));

    into(source, target);

    String[] expected = result.split("=", -1);
    assertThat(inside.resolve(expected[0])).hasContent(expected[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/none | /new | could not find the file \"/none\" on this machine",
        "/f/ | /new | no such directory: \"/f/\" on this machine",
        "/f | /no/new | no such directory: \"/no\" in container web",
        "/f | /new/ | no such directory: \"/new/\" in container web",
        "/f | /old/ | no such directory: \"/old/\" in container web",
        "/tree | /old | cannot copy the directory \"/tree\" to the file \"/old\"",
        "/tree/. | /clash | cannot overwrite the non-directory \"sub\" with a directory",
      })
  void whatDockerRefusesIsRefused(String source, String target, String message) throws IOException {
    Files.writeString(here.resolve("f"), "F");
    Files.createDirectories(here.resolve("tree/sub"));
    Files.writeString(inside.resolve("old"), "OLD");
    Files.createDirectory(inside.resolve("clash"));
    Files.writeString(inside.resolve("clash/sub"), "a file");

    assertThatThrownBy(() -> into(source, target)).hasMessage(message);
    assertThat(inside.resolve("old")).hasContent("OLD");
  }

  @Test
  void modeTimeOwnerLinksAndNamesSurviveTheWayIn() throws IOException {
    Path file = Files.writeString(Files.createDirectory(here.resolve("t")).resolve("a"), "A");
    Files.createLink(here.resolve("t/b"), file);
    Files.createSymbolicLink(here.resolve("t/l"), Path.of("a"));
    Files.setAttribute(file, "unix:mode", 04751);
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000));
    Files.setLastModifiedTime(here.resolve("t"), FileTime.fromMillis(2_000_000_000));

    into("/t", "/copy");

    Path copy = inside.resolve("copy/a");
    assertThat((int) Files.getAttribute(copy, "unix:mode") & 07777).isEqualTo(0751);
    assertThat(Files.getAttribute(copy, "unix:uid")).isEqualTo(1234);
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(FileTime.fromMillis(1_000_000_000));
    assertThat(Files.getLastModifiedTime(inside.resolve("copy")))
        .isEqualTo(FileTime.fromMillis(2_000_000_000));
    assertThat(Files.isSameFile(copy, inside.resolve("copy/b"))).isTrue();
    assertThat(Files.readSymbolicLink(inside.resolve("copy/l"))).isEqualTo(Path.of("a"));
  }

  @Test
  void outsideAFileIsItsNewOwnersAndHasNoPrivilegeAndDevicesStay() throws IOException {
    Path file = Files.writeString(Files.createDirectory(inside.resolve("t")).resolve("a"), "A");
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setAttribute(file, "unix:mode", 06755);
    try (var directory = Directory.open(inside.resolve("t"))) {
      directory.makeNode(RawPath.of("disk"), FileKind.BLOCK_DEVICE, 0666, 0x800);
    }

    outOf("/t", "/t");

    assertThat((int) Files.getAttribute(here.resolve("t/a"), "unix:mode") & 07777).isEqualTo(0755);
    assertThat(Files.getAttribute(here.resolve("t/a"), "unix:uid")).isEqualTo(0);
    assertThat(list(here.resolve("t"))).containsExactly("a");
    assertThat(warnings).containsExactly("left out \"t/disk\": it is a device");
  }

  @Test
  void noLinkOfTheContainerLeadsOutOfIt() throws IOException {
    Files.createSymbolicLink(inside.resolve("abs"), outside);
    Files.createSymbolicLink(inside.resolve("up"), Path.of("../../../../outside"));
    Files.writeString(here.resolve("f"), "F");

    assertThatThrownBy(() -> outOf("/abs/secret", "/got")).hasMessageContaining("could not find");
    assertThatThrownBy(() -> outOf("/up/secret", "/got")).hasMessageContaining("could not find");
    assertThatThrownBy(() -> into("/f", "/abs/secret")).hasMessageContaining("no such directory");
    into("/f", "/up");
    assertThat(inside.resolve("outside")).hasContent("F");
  }

  @Test
  void aLinkOfThisMachineIsNoWayForWhatComesOut() throws IOException {
    Files.createDirectories(inside.resolve("t/sub"));
    Files.writeString(inside.resolve("t/sub/secret"), "evil");
    Files.createDirectory(here.resolve("t"));
    Files.createSymbolicLink(here.resolve("t/sub"), Path.of("../../outside"));

    assertThatThrownBy(() -> outOf("/t/.", "/t"))
        .hasMessage("cannot overwrite the non-directory \"sub\" with a directory");
  }

  @Test
  void pipesAreNotOpened() throws IOException {
    Fifo.make(inside.resolve("pipe"));

    outOf("/pipe", "/pipe");

    assertThat(Files.getAttribute(here.resolve("pipe"), "unix:mode"))
        .isEqualTo(Files.getAttribute(inside.resolve("pipe"), "unix:mode"));
  }

  @Test
  void anArchiveHasTheNameThatWasAskedForAndComesBackTheSame() throws IOException {
    Files.createDirectories(inside.resolve("t/sub"));
    Files.writeString(inside.resolve("t/sub/a"), "A");
    Files.createSymbolicLink(inside.resolve("t/l"), Path.of("sub"));

    assertThat(names("/t")).containsExactly("t/", "t/l", "t/sub/", "t/sub/a");
    assertThat(names("/t/.")).containsExactly("./", "l", "sub/", "sub/a");
    assertThat(names("/t/sub/a")).containsExactly("a");

    Files.createDirectory(inside.resolve("back"));
    var archive = new ByteArrayInputStream(archive("/t"));
    Copying.into(Owner.same()).unpack(archive, container, "/back");
    assertThat(inside.resolve("back/t/sub/a")).hasContent("A");
    assertThat(inside.resolve("back/t/l")).isSymbolicLink();
  }

  @Test
  void whatIsNoArchiveIsSaidToBeNone() {
    var junk = new ByteArrayInputStream("junk".repeat(256).getBytes(StandardCharsets.UTF_8));
    var little = new ByteArrayInputStream("junk".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Copying.into(Owner.same()).unpack(junk, container, "/"))
        .hasMessage("cannot read the archive: Corrupted TAR archive.");
    assertThatThrownBy(() -> Copying.into(Owner.same()).unpack(little, container, "/"))
        .hasMessage("archive is damaged: it ends in the middle of a header");
  }

  @Test
  void ofAStoppedContainerTheVolumesAreSeen() throws IOException {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Files.writeString(volume.resolve("v"), "V");
    Files.createDirectories(inside.resolve("srv/data"));
    Files.createSymbolicLink(inside.resolve("d"), Path.of("/srv/data"));
    Files.writeString(here.resolve("f"), "F");
    container.mount(RawPath.of("d"), Directory.open(volume), false);

    into("/f", "/srv/data/");
    outOf("/srv", "/srv");

    assertThat(volume.resolve("f")).hasContent("F");
    assertThat(list(inside.resolve("srv/data"))).isEmpty();
    assertThat(list(here.resolve("srv/data"))).containsExactly("f", "v");
  }

  @Test
  void aReadOnlyRootIsReadOnly() throws IOException {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Files.writeString(here.resolve("f"), "F");
    Files.createDirectory(inside.resolve("data"));
    try (var fixed = new FileTree(Directory.open(inside), "in container web", true)) {
      fixed.mount(RawPath.of("data"), Directory.open(volume), false);
      var copying = Copying.into(Owner.same());

      assertThatThrownBy(() -> copying.copy(machine, "/f", fixed, "/f", false))
          .hasMessage("cannot copy to \"/f\" in container web: the root file system is read-only");
      copying.copy(machine, "/f", fixed, "/data", false);
    }
    assertThat(volume.resolve("f")).hasContent("F");
  }

  /** CVE-2018-15664: a directory that is a link to the outside every other moment. */
  @Test
  void aDirectoryThatBecomesALinkMeanwhileLeadsNowhere() throws Exception {
    Path place = Files.createDirectory(inside.resolve("place"));
    Files.writeString(place.resolve("secret"), "inside");
    Path link = Files.createSymbolicLink(inside.resolve("link"), outside);
    Path kept = inside.resolve("kept");
    Files.writeString(here.resolve("secret"), "mine");
    var done = new AtomicBoolean();
    var swapping =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                swap(place, kept, link);
              }
            });
    try {
      for (int i = 0; i < 500; i++) {
        attempt(() -> outOf("/place/secret", "/got"));
        attempt(() -> outOf("/place", "/tree"));
        attempt(() -> into("/secret", "/place/secret"));
        if (Files.exists(here.resolve("got"))) {
          assertThat(here.resolve("got")).content().isNotEqualTo("untouched");
        }
      }
    } finally {
      done.set(true);
      swapping.join();
    }
    assertThat(here.resolve("got")).exists();
  }

  private static void swap(Path place, Path kept, Path link) {
    try {
      Files.move(place, kept);
      Files.move(link, place);
      Files.move(place, link);
      Files.move(kept, place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void attempt(Runnable copy) {
    try {
      copy.run();
    } catch (JstackException e) {
      // The place was a link, or not there: nothing was copied.
    }
  }

  private void into(String source, String target) {
    Copying.into(Owner.same()).copy(machine, source, container, target, false);
  }

  private void outOf(String source, String target) {
    Copying.outOf(Owner.maker(), warnings::add).copy(container, source, machine, target, false);
  }

  private byte[] archive(String source) {
    var out = new ByteArrayOutputStream();
    Copying.archive(container, source, out, false);
    return out.toByteArray();
  }

  private List<String> names(String source) throws IOException {
    var names = new ArrayList<String>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive(source)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
