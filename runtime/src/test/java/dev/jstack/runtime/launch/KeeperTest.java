package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class KeeperTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path directory;

  private final Box box = new Box();
  private Fd out = box.nothing;
  private Fd err = box.nothing;

  @BeforeEach
  void fifos() throws Exception {
    out = fifo("stdout");
    err = fifo("stderr");
    box.starts.stdio = new Stdio.Streams(box.nothing, out, err);
    box.starts.keeper(directory);
  }

  @AfterEach
  void close() {
    out.close();
    err.close();
    box.close();
  }

  private Fd fifo(String name) throws Exception {
    var file = directory.resolve(name).toString();
    new ProcessBuilder("mkfifo", file).start().waitFor();
    return Fd.open(file, Fd.O_RDWR | Fd.O_NONBLOCK);
  }

  private ExitRecord exit() {
    var file = directory.resolve("exit");
    await().atMost(PATIENCE).until(() -> Files.exists(file));
    try {
      return ExitRecord.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> stat() throws IOException {
    return List.of(Files.readString(directory.resolve("pid")).split(" ", -1));
  }

  @Test
  void exitCodeIsOnDisk() {
    box.starts.sh("exit 42");
    box.launcher.start(box.starts.request()).close();

    assertThat(exit().exitCode()).isEqualTo(42);
  }

  @Test
  void whatNobodyReadIsSaved() throws IOException {
    box.starts.sh("echo hello; echo bad >&2");
    box.launcher.start(box.starts.request()).close();

    assertThat(exit().exitCode()).isZero();
    assertThat(directory.resolve("stdout.tail")).hasContent("hello\n");
    assertThat(directory.resolve("stderr.tail")).hasContent("bad\n");
  }

  @Test
  void pidRecordNamesTheProcessAndItsKeeper() throws IOException {
    box.starts.argv("sleep", "60");
    try (var process = box.launcher.start(box.starts.request())) {
      assertThat(stat().getFirst()).isEqualTo(String.valueOf(process.pid()));
      int keeper = Integer.parseInt(stat().get(3));
      assertThat(Path.of("/proc/" + keeper + "/comm")).hasContent("jstack-keeper\n");
      Signal.send(process.pid(), Signal.KILL);
      assertThat(exit().exitCode()).isEqualTo(137);
      await().atMost(PATIENCE).until(() -> !Files.exists(Path.of("/proc/" + keeper)));
    }
  }

  @Test
  void theKeeperHoldsNothingOfTheContainersRoot() throws IOException {
    box.starts.argv("sleep", "60");
    try (var process = box.launcher.start(box.starts.request())) {
      var descriptors = Path.of("/proc/" + stat().get(3) + "/fd");
      try (var files = Files.list(descriptors)) {
        assertThat(files.map(f -> readLink(f)))
            .allMatch(l ->
                l.matches("/dev/null|pipe:.*|anon_inode:\\[pidfd]|.*/std(out|err)|" + directory));
      }
      Signal.send(process.pid(), Signal.KILL);
      exit();
    }
  }

  private static String readLink(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailedStartLeavesNoRecordOfAnEnd() {
    box.starts.argv("no-such-program");

    assertThatThrownBy(() -> box.launcher.start(box.starts.request()))
        .isInstanceOf(LaunchException.class);
    assertThat(directory.resolve("exit")).doesNotExist();
  }

  @Test
  void killingTheContainersWholeCgroupSparesTheKeeper() throws IOException {
    var hierarchy = Path.of("/sys/fs/cgroup/pids");
    if (!Files.exists(hierarchy)) {
      hierarchy = Path.of("/sys/fs/cgroup");
    }
    var cgroup = Files.createTempDirectory(hierarchy, "jstack-test");
    try {
      var members = cgroup.resolve("cgroup.procs");
      box.starts.cgroups = new Cgroups(List.of(), List.of(members), null);
      box.starts.sh("sleep 60 & sleep 60");
      box.launcher.start(box.starts.request()).close();
      await().atMost(PATIENCE).until(() -> Files.readAllLines(members).size() >= 2);
      for (String pid : Files.readAllLines(members)) {
        Signal.send(Integer.parseInt(pid), Signal.KILL);
      }
      assertThat(exit().exitCode()).isEqualTo(137);
    } finally {
      await().atMost(PATIENCE).until(() -> cgroup.toFile().delete());
    }
  }

  @Test
  void keeperAndProgramOutliveTheEngine() throws Exception {
    var engine =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Engine.class.getName(),
                directory.toString())
            .inheritIO()
            .start();
    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("running")));
    engine.destroyForcibly().waitFor();

    int pid = Integer.parseInt(stat().getFirst());
    assertThat(Files.exists(Path.of("/proc/" + pid))).isTrue();
    Signal.send(pid, Signal.TERM);
    assertThat(exit().exitCode()).isEqualTo(5);
    assertThat(directory.resolve("stdout.tail")).hasContent("ended\n");
    HostRoot.delete(Path.of(Files.readString(directory.resolve("running"))).getParent());
  }

  /** A process that starts a container, says so and waits to be killed. */
  static final class Engine {
    private Engine() {}

    @SuppressWarnings("resource") // it is killed
    public static void main(String[] arguments) throws Exception {
      var directory = Path.of(arguments[0]);
      var box = new Box();
      var out = Fd.open(directory.resolve("stdout").toString(), Fd.O_RDWR);
      box.starts.stdio = new Stdio.Streams(box.nothing, out, out);
      box.starts
          .sh("trap 'echo ended; exit 5' TERM; touch /dev/shm/ready; while :; do sleep 0.1; done")
          .keeper(directory);
      var process = box.launcher.start(box.starts.request());
      var ready = Path.of("/proc/" + process.pid() + "/root/dev/shm/ready");
      await().until(() -> Files.exists(ready));
      var upper = Files.writeString(directory.resolve("upper"), box.root.upper().toString());
      Files.move(upper, directory.resolve("running"));
      Thread.currentThread().join();
    }
  }
}
