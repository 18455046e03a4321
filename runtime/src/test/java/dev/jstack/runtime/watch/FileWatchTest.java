package dev.jstack.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir private Path folder;

  private final Set<RawPath> told = new ConcurrentSkipListSet<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private boolean gated;
  private Path root;
  private FileWatch watch;

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("root"));
    Files.writeString(root.resolve("old"), "old");
    Files.createDirectories(root.resolve("ignored"));
    Files.createDirectories(root.resolve("deep/er"));
    watch = open(root);
  }

  @AfterEach
  void end() {
    gate.countDown();
    watch.close();
  }

  @Test
  void aWrittenFileIsTold() throws IOException {
    Files.writeString(root.resolve("old"), "new");
    Files.writeString(root.resolve("deep/er/one"), "1");

    awaitTold("old", "deep/er/one");
  }

  @Test
  void aFileThatReplacesAnotherIsTold() throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), "new");
    Files.move(fresh, root.resolve("old"), StandardCopyOption.ATOMIC_MOVE);

    awaitTold("old");
  }

  @Test
  void anotherModeIsTold() throws IOException {
    Files.setPosixFilePermissions(
        root.resolve("old"), PosixFilePermissions.fromString("rwx------"));

    awaitTold("old");
  }

  @Test
  void whatIsInANewDirectoryIsToldAndWatched() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/sub"));
    Files.writeString(tree.resolve("a"), "a");
    Files.move(folder.resolve("tree"), root.resolve("tree"));
    awaitTold("tree", "tree/sub", "tree/sub/a");

    Files.writeString(root.resolve("tree/sub/b"), "b");
    awaitTold("tree/sub/b");
  }

  @Test
  void everythingBelowARemovedDirectoryIsTold() throws IOException {
    Files.writeString(root.resolve("deep/er/one"), "1");
    awaitTold("deep/er/one");
    told.clear();

    Files.move(root.resolve("deep"), folder.resolve("elsewhere"));
    awaitTold("deep", "deep/er", "deep/er/one");
  }

  @Test
  void directoriesThatDoNotMatterAreLeftAlone() throws IOException {
    Files.writeString(root.resolve("ignored/x"), "x");
    Files.writeString(root.resolve("old"), "new");

    awaitTold("old");
    assertThat(told).doesNotContain(raw("ignored/x"));
  }

  @Test
  void aRootThatIsMissingIsSeenWhenItComes() throws IOException {
    watch.close();
    watch = open(root.resolve("later/on"));
    Files.createDirectories(root.resolve("later/on"));
    Files.writeString(root.resolve("later/on/file"), "x");

    awaitTold("later/on", "later/on/file");
    assertThat(told).doesNotContain(raw("later"));
  }

  @Test
  void aFileAsRootIsSeenThoughItIsReplaced() throws IOException {
    watch.close();
    watch = open(root.resolve("old"));
    Path fresh = Files.writeString(root.resolve("beside"), "new");
    Files.move(fresh, root.resolve("old"), StandardCopyOption.ATOMIC_MOVE);

    awaitTold("old");
    assertThat(told).containsExactly(raw("old"));
  }

  @Test
  void whenTheKernelLosesEventsNothingIsLost() throws IOException {
    int queue =
        Integer.parseInt(
            Files.readAllLines(Path.of("/proc/sys/fs/inotify/max_queued_events")).getFirst());
    gated = true;
    Files.writeString(root.resolve("old"), "first");
    for (int i = 0; i < queue / 2; i++) {
      Files.createFile(root.resolve("file" + i));
    }
    Files.delete(root.resolve("file0"));
    Files.createDirectory(root.resolve("last"));
    Files.writeString(root.resolve("last/file"), "x");
    gate.countDown();

    String[] all = IntStream.range(1, queue / 2).mapToObj(i -> "file" + i).toArray(String[]::new);
    awaitTold(all);
    awaitTold("last", "last/file");
    told.clear();
    Files.writeString(root.resolve("last/file"), "y");
    awaitTold("last/file");
  }

  private FileWatch open(Path path) {
    return FileWatch.open(
        new Scope(
            List.of(RawPath.of(path.toString()).clean()),
            directory -> !directory.bytes().endsWith("/ignored")),
        new FileWatch.Listener() {
          @Override
          public void changed(Set<RawPath> paths) {
            told.addAll(paths);
            if (gated) {
              hold();
            }
          }

          @Override
          public void failed(JstackException failure) {
            throw failure;
          }
        });
  }

  private void hold() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitTold(String... paths) {
    List<RawPath> expected = Stream.of(paths).map(this::raw).toList();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(told.containsAll(expected)).isTrue());
  }

  private RawPath raw(String below) {
    return RawPath.of(root.resolve(below).toString()).clean();
  }
}
