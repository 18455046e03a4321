package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.container.output.OutputSink;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class RunningContainerRootTest {
  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;
  private ContainerRuntime runtime;
  private final AtomicInteger started = new AtomicInteger();

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
    runtime = fixture.runtime;
  }

  @Test
  void exitCodeAndOutputAreThereWhenTheEndIsTold() throws InterruptedException {
    var container = fixture.start(Specs.shell("echo out; echo err >&2; exit 42"));
    assertThat(fixture.end(container).code()).isEqualTo(42);
    assertThat(container.state().status()).isEqualTo(Status.EXITED);
    assertThat(container.state().exitCode()).isEqualTo(42);
    assertThat(fixture.log(container)).contains("out\n").contains("err\n");
  }

  @Test
  void muchOutputArrivesInOrder() throws InterruptedException {
    var log = fixture.output(Specs.shell("seq 1 200000"));
    var lines = log.lines().toList();
    assertThat(lines).hasSize(200_000);
    assertThat(lines.getLast()).isEqualTo("200000");
    assertThat(lines.get(123_455)).isEqualTo("123456");
  }

  @Test
  void aProgramThatIsMissingIs127AndLeavesTheReason() {
    var container = fixture.create(Specs.of(ProcessSpec.of(List.of("nope"))));
    assertThatThrownBy(() -> runtime.start(container, ContainerNetwork.none()))
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.exitCode()).isEqualTo(127));
    assertThat(container.state().status()).isEqualTo(Status.EXITED);
    assertThat(container.state().exitCode()).isEqualTo(127);
    assertThat(container.state().error()).contains("nope");
    assertThat(fixture.exits).isEmpty();
  }

  @Test
  void anImageWithoutACommandSaysSo() {
    fixture.image(run -> run);
    var container = fixture.create(Specs.of(ProcessSpec.ofImage()));
    assertThatThrownBy(() -> runtime.start(container, ContainerNetwork.none()))
        .hasMessageContaining("no command specified");
  }

  @Test
  void itCanBeStartedAgainAndKeepsItsFiles() throws InterruptedException {
    var container = fixture.start(Specs.shell("echo x >> /count; cat /count"));
    fixture.end(container);
    runtime.start(container, ContainerNetwork.none());
    fixture.end(container);
    assertThat(fixture.log(container)).isEqualTo("x\nx\nx\n");
  }

  @Test
  void aRunningOneIsNeitherStartedNorRemoved() {
    var container = fixture.start(Specs.shell("sleep 100"));
    assertThatThrownBy(() -> runtime.start(container, ContainerNetwork.none()))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> runtime.remove(container, true)).isInstanceOf(ConflictException.class);
  }

  @Test
  void removalLeavesNeitherDirectoryNorNameNorAnonymousVolume() throws InterruptedException {
    fixture.image(run -> run.withVolumes(List.of("/data")));
    var container = fixture.start(Specs.shell("mkdir -p /a/b; chmod 0 /a; echo x > /data/f"));
    fixture.end(container);
    assertThat(runtime.volumes().list()).hasSize(1);
    runtime.remove(container, true);
    assertThat(container.directory()).doesNotExist();
    assertThat(runtime.find(container.name())).isEmpty();
    assertThat(runtime.volumes().list()).isEmpty();
  }

  @Test
  void killEndsEverythingInIt() throws InterruptedException {
    var container = fixture.start(Specs.shell("sleep 100 & sleep 100 & sleep 100"));
    runtime.kill(container);
    assertThat(fixture.end(container).code()).isEqualTo(137);
  }

  @Test
  void aSignalReachesTheFirstProcess() throws InterruptedException {
    var container =
        fixture.start(
            Specs.shell("trap 'echo got; exit 7' TERM; echo up; while :; do sleep 0.05; done"));
    await().until(() -> fixture.log(container).contains("up"));
    runtime.signal(container, Signal.TERM);
    assertThat(fixture.end(container).code()).isEqualTo(7);
    assertThat(fixture.log(container)).contains("got");
  }

  @Test
  void pausedProcessesStandStillUntilTheyGoOn() {
    var container = fixture.start(Specs.shell("while :; do echo x; sleep 0.01; done"));
    await().until(() -> fixture.log(container).length() > 4);
    runtime.pause(container);
    assertThat(container.state().status()).isEqualTo(Status.PAUSED);
    assertThatThrownBy(() -> fixture.exec(container, "true")).hasMessageContaining("paused");
    runtime.unpause(container);
    int before = fixture.log(container).length();
    await().until(() -> fixture.log(container).length() > before + 4);
  }

  @Test
  void execHasOutputExitCodeInputAndTheContainersEnvironment() {
    var container =
        fixture.start(
            Specs.of(
                new ProcessSpec(
                    null,
                    List.of("sleep", "100"),
                    Map.of("COLOUR", "blue"),
                    null,
                    List.of(),
                    "/tmp",
                    false,
                    false,
                    false)));
    var output = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8));
    var exec =
        runtime.exec(
            container,
            ProcessSpec.of(List.of("sh", "-c", "cat; echo $COLOUR $HOSTNAME; pwd; exit 3")),
            false,
            new ExecIo(input, (stream, bytes) -> output.writeBytes(bytes), 0, 0));
    assertThat(exec.waitFor()).isEqualTo(3);
    assertThat(output).hasToString("typed\nblue " + container.shortId() + "\n/tmp\n");
  }

  @Test
  void execRunsAsTheUserAskedFor() {
    var container = fixture.start(Specs.shell("sleep 100"));
    var spec = Specs.as("app", "sh", "-c", "id -u; id -G; echo $HOME");
    assertThat(fixture.exec(container, spec)).isEqualTo("1000\n1000 44\n/home/app\n");
  }

  /** The kernel lets the first process of a namespace go only when all others are reaped. */
  @Test
  void aContainerEndsWhileProgramsAreOnTheirWayIntoIt() throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      var container = fixture.start(Specs.shell("exec sleep 100"));
      var programs = new ArrayList<Thread>();
      for (int j = 0; j < 4; j++) {
        programs.add(Thread.ofVirtual().start(() -> execUntilTheEnd(container)));
      }
      await().until(() -> started.get() > 0);
      started.set(0);
      runtime.kill(container);
      fixture.end(container);
      for (Thread program : programs) {
        program.join();
      }
    }
  }

  private void execUntilTheEnd(Container container) {
    var program = ProcessSpec.of(List.of("true"));
    try {
      while (container.run() != null) {
        runtime.exec(container, program, false, ExecIo.output((_, _) -> {})).waitFor();
        started.incrementAndGet();
      }
    } catch (RuntimeException e) {
      // The container has ended.
    }
  }

  @Test
  void aHangingExecCanBeKilledWithItsChildren() {
    var container = fixture.start(Specs.shell("exec sleep 100"));
    var exec =
        runtime.exec(
            container,
            ProcessSpec.of(List.of("sh", "-c", "sleep 100 & sleep 100")),
            false,
            ExecIo.output(OutputSink.none()));
    assertThat(exec.waitFor(Duration.ofMillis(50))).isEmpty();
    exec.kill();
    assertThat(exec.waitFor()).isEqualTo(137);
    await().until(() -> runtime.insight().processes(container).size() == 1);
  }

  /** Each round meets another moment: of the list, of the namespaces, of what is told. */
  @Test
  void anExecThatMeetsItsContainersEndSaysThatItIsNotRunning() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      var container = fixture.start(Specs.shell("usleep " + (20_000 + 1_700 * round)));
      assertThatThrownBy(
              () -> {
                while (true) {
                  fixture.exec(container, "true");
                }
              })
          .isInstanceOf(ConflictException.class)
          .hasMessage("container " + container.name() + " is not running");
      fixture.end(container);
    }
  }

  @Test
  void anExecThatLeavesAChildBehindStillEnds() {
    var container = fixture.start(Specs.shell("sleep 100"));
    assertThat(fixture.exec(container, "sleep 50 & echo done")).isEqualTo("done\n");
  }

  @Test
  void execInATerminal() {
    var container = fixture.start(Specs.shell("sleep 100"));
    var spec = Specs.inTerminal(false, "sh", "-c", "tty; stty size; echo $TERM");
    var output = new ByteArrayOutputStream();
    var exec =
        runtime.exec(
            container,
            spec,
            false,
            new ExecIo(null, (stream, bytes) -> output.writeBytes(bytes), 100, 40));
    assertThat(exec.waitFor()).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .startsWith("/dev/pts/")
        .contains("40 100\r\n")
        .endsWith("xterm\r\n");
  }

  @Test
  void anAttachedStartGetsTheFirstByteAndFeedsStdin() throws InterruptedException {
    var container = fixture.create(Specs.of(ProcessSpec.of(List.of("cat"))));
    var output = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream("all of it".getBytes(StandardCharsets.UTF_8));
    var attachment =
        runtime.startAttached(
            container,
            ContainerNetwork.none(),
            new ExecIo(input, (stream, bytes) -> output.writeBytes(bytes), 0, 0));
    attachment.awaitEnd();
    assertThat(fixture.end(container).code()).isZero();
    assertThat(output).hasToString("all of it");
    assertThat(fixture.log(container)).isEqualTo("all of it");
  }

  @Test
  void anOpenStdinWaitsForSomebodyToAttach() throws Exception {
    var container =
        fixture.start(
            Specs.of(
                new ProcessSpec(
                    null,
                    List.of("head", "-n", "1"),
                    Map.of(),
                    null,
                    List.of(),
                    null,
                    false,
                    true,
                    false)));
    try (var attachment = runtime.attach(container, ExecIo.output(OutputSink.none()))) {
      attachment.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
      assertThat(fixture.end(container).code()).isZero();
    }
    assertThat(fixture.log(container)).isEqualTo("hello\n");
  }

  @Test
  void aTerminalOfItsOwn() throws Exception {
    var container =
        fixture.start(Specs.of(Specs.inTerminal(true, "sh", "-c", "tty; read x; echo got $x")));
    try (var attachment = runtime.attach(container, ExecIo.output(OutputSink.none()))) {
      attachment.resize(80, 25);
      attachment.stdin().write("word\n".getBytes(StandardCharsets.UTF_8));
      assertThat(fixture.end(container).code()).isZero();
    }
    assertThat(fixture.log(container)).contains("/dev/pts/0").contains("got word");
  }

  @Test
  void aStalledSinkHoldsBackOnlyItsOwnProgram() throws InterruptedException {
    var container = fixture.create(Specs.shell("seq 1 1000000"));
    var stalled = new CountDownLatch(1);
    var io = ExecIo.output((stream, bytes) -> awaitQuietly(stalled));
    var attachment = runtime.startAttached(container, ContainerNetwork.none(), io);
    assertThat(fixture.output(Specs.shell("echo free"))).isEqualTo("free\n");
    assertThat(container.state().status()).isEqualTo(Status.RUNNING);
    stalled.countDown();
    attachment.awaitEnd();
    assertThat(fixture.end(container).code()).isZero();
    assertThat(fixture.log(container)).endsWith("1000000\n");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNewNameIsTakenAndTheOldOneFree() {
    var container = fixture.create(Specs.shell("true"));
    var old = container.name();
    runtime.rename(container, "other");
    assertThat(runtime.find("other")).contains(container);
    assertThat(runtime.find("/other")).contains(container);
    assertThat(runtime.find(old)).isEmpty();
    assertThat(runtime.find(container.id().substring(0, 8))).contains(container);
    assertThatThrownBy(() -> runtime.rename(container, "other")).hasMessageContaining("already");
    assertThat(runtime.find("other")).contains(container);
  }

  @Test
  void manyStartsLeaveNothingOpen() throws InterruptedException {
    fixture.output(Specs.shell("true"));
    int descriptors = descriptors();
    for (int i = 0; i < 20; i++) {
      var container = fixture.start(Specs.shell("echo x"));
      fixture.exec(fixture.start(Specs.shell("sleep 100")), "echo y");
      fixture.end(container);
    }
    for (var container : runtime.list()) {
      runtime.kill(container);
      fixture.awaitExit(container);
    }
    await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 2));
    assertThat(runtime.cgroups().names()).isEmpty();
  }

  private static int descriptors() {
    var names = Path.of("/proc/self/fd").toFile().list();
    return names == null ? 0 : names.length;
  }

  @Test
  void theStartIsExplainedInWordsWhetherItRunsOrNot() throws InterruptedException {
    var container = fixture.create(Specs.shell("sleep 100"));
    assertThat(runtime.insight().explain(container, ContainerNetwork.none()))
        .contains("mount(\"proc\" on \"/proc\"")
        .contains("execve(");
    runtime.start(container, ContainerNetwork.none());
    assertThat(runtime.insight().explain(container, ContainerNetwork.none())).contains("execve(");
    runtime.kill(container);
    assertThat(fixture.end(container).code()).isEqualTo(137);
  }

  @Test
  void itsFilesCanBeReadRunningOrNot() throws InterruptedException {
    var container = fixture.start(Specs.shell("echo x > /file; sleep 100"));
    await().until(() -> hasFile(container));
    runtime.kill(container);
    fixture.end(container);
    assertThat(hasFile(container)).isTrue();
  }

  private boolean hasFile(Container container) {
    try (var root = runtime.insight().root(container)) {
      return root.stat(RawPath.of("file")).isPresent();
    }
  }

  @Test
  void namespacesOfAnotherContainerCanBeJoined() throws InterruptedException {
    var first =
        fixture.start(
            Specs.shell(
                "echo x > /dev/shm/f; exec sleep 100",
                isolation -> {
                  isolation.ipc = "shareable";
                  return isolation;
                }));
    await().until(() -> fixture.exec(first, "ls /dev/shm").equals("f\n"));
    var log =
        fixture.output(
            Specs.shell(
                "cat /dev/shm/f; cat /proc/1/comm", isolation -> joining(isolation, first)));
    assertThat(log).isEqualTo("x\nsleep\n");
  }

  @Test
  void privateMemoryIsNotShared() {
    var first = fixture.start(Specs.shell("exec sleep 100"));
    var second = fixture.create(Specs.shell("true", isolation -> joining(isolation, first)));
    assertThatThrownBy(() -> runtime.start(second, ContainerNetwork.none()))
        .hasMessageContaining("not shareable");
  }

  private static Specs.Isolation joining(Specs.Isolation isolation, Container other) {
    isolation.ipc = "container:" + other.name();
    isolation.pid = "container:" + other.id();
    return isolation;
  }

  @Test
  void silentContainersKeepNobodyWaiting() {
    for (int i = 0; i < 30; i++) {
      fixture.start(Specs.shell("exec sleep 100"));
    }
    assertThat(fixture.exec(runtime.list().getFirst(), "echo here")).isEqualTo("here\n");
  }

  @Test
  void nobodyElseCanLookIntoItsDirectory() throws IOException {
    var container = fixture.create(Specs.shell("true"));
    assertThat(Files.getPosixFilePermissions(container.directory().getParent()).toString())
        .doesNotContain("OTHERS");
  }
}
