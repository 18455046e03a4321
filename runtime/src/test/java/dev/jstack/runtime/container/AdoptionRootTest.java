package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.container.output.OutputSink;
import dev.jstack.runtime.linux.ProcessStat;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next engine finds. */
@Tag("root")
class AdoptionRootTest {
  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
  }

  private Container adopted() {
    var found = fixture.nextEngine();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void aRunningContainerGoesOnWithoutAGapInItsLog() throws Exception {
    var before =
        fixture.start(
            Specs.shell(
                "i=0; while [ ! -e /stop ]; do i=$((i+1)); echo $i; sleep 0.001; done; exit 5"));
    await().until(() -> fixture.log(before).lines().count() > 20);
    var container = adopted();
    assertThat(container.state().pid()).isEqualTo(before.state().pid());
    assertThat(container.state().status()).isEqualTo(Status.RUNNING);
    long lines = fixture.log(container).lines().count();
    await().until(() -> fixture.log(container).lines().count() > lines + 20);
    fixture.exec(container, "touch /stop");
    assertThat(fixture.end(container).code()).isEqualTo(5);
    var numbers = fixture.log(container).lines().map(Integer::parseInt).toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
  }

  @Test
  void aContainerThatCannotBeReadIsLeftAloneAndStopsNoOther() throws Exception {
    var broken = fixture.start(Specs.shell("sleep 60"));
    var whole = fixture.create(Specs.shell("true"));
    var config = Files.readString(broken.files().config());
    Files.writeString(broken.files().config(), "");

    assertThat(fixture.nextEngine()).extracting(Container::id).containsExactly(whole.id());
    assertThat(fixture.runtime.find(broken.id())).isEmpty();

    Files.writeString(broken.files().config(), config);
    assertThat(fixture.nextEngine()).hasSize(2);
    var again = fixture.runtime.find(broken.id()).orElseThrow();
    assertThat(again.state().pid()).isEqualTo(broken.state().pid());
    assertThat(again.isRunning()).isTrue();
  }

  @Test
  void anEndThatCannotBeWrittenDownIsKnownAllTheSame() throws Exception {
    var container = fixture.start(Specs.shell("sleep 60"));
    Files.createDirectories(container.directory().resolve("state.json.tmp/in/the/way"));
    fixture.runtime.kill(container);

    assertThat(fixture.end(container).code()).isEqualTo(137);
    assertThat(container.state().status()).isEqualTo(Status.EXITED);
    assertThat(adopted().state().exitCode()).isEqualTo(137);
  }

  @Test
  void anEndThatNobodySawIsKnownWithItsLastWords() throws Exception {
    var shared = Files.createDirectory(directory.resolve("shared"));
    var before =
        fixture.start(
            Specs.shell(
                "while [ ! -e /m/stop ]; do sleep 0.01; done; echo bye; exit 9",
                new MountSpec.Bind(shared.toString(), "/m", false, true, "")));
    fixture.runtime.close();
    Files.createFile(shared.resolve("stop"));
    await().until(() -> Files.exists(before.directory().resolve("exit")));
    var container = adopted();
    assertThat(container.state().status()).isEqualTo(Status.EXITED);
    assertThat(container.state().exitCode()).isEqualTo(9);
    assertThat(fixture.end(container).code()).isEqualTo(9);
    assertThat(fixture.log(container)).isEqualTo("bye\n");
    assertThat(fixture.runtime.cgroups().names()).isEmpty();
  }

  @Test
  void aTerminalIsFoundAgain() throws Exception {
    fixture.start(Specs.of(Specs.inTerminal(true, "sh", "-c", "read x; echo got $x")));
    var container = adopted();
    try (var attachment = fixture.runtime.attach(container, ExecIo.output(OutputSink.none()))) {
      attachment.stdin().write("word\n".getBytes(StandardCharsets.UTF_8));
      assertThat(fixture.end(container).code()).isZero();
    }
    assertThat(fixture.log(container)).contains("got word");
  }

  @Test
  void aStoppedContainerIsAsItWas() throws Exception {
    var before = fixture.start(Specs.shell("exit 3"));
    fixture.end(before);
    fixture.runtime.recordPolicy(before, 4, true);
    var container = adopted();
    assertThat(container.state()).isEqualTo(before.state());
    assertThat(container.spec()).isEqualTo(before.spec());
    assertThat(container.state().restarts()).isEqualTo(4);
    assertThat(fixture.exits).isEmpty();
  }

  @Test
  void orphanedCgroupsAreSweptWithTheirProcesses() throws Exception {
    var orphan =
        fixture
            .runtime
            .cgroups()
            .create("step-1", dev.jstack.runtime.cgroup.CgroupLimits.onlyDevices(null));
    var process = new ProcessBuilder("sleep", "100").start();
    for (String file : orphan.joinFiles()) {
      Files.writeString(Path.of(file), Long.toString(process.pid()));
    }
    var unified = orphan.cloneTarget();
    if (unified.isPresent()) {
      Files.writeString(Path.of(unified.get(), "cgroup.procs"), Long.toString(process.pid()));
    }
    fixture.nextEngine();
    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(fixture.runtime.cgroups().names()).isEmpty();
  }

  @Test
  void halfMadeContainersAreSwept() throws Exception {
    var half = directory.resolve("state/containers/.new-0123/upper/x");
    Files.createDirectories(half);
    assertThat(fixture.nextEngine()).isEmpty();
    assertThat(directory.resolve("state/containers")).isEmptyDirectory();
  }

  @Test
  void aPausedContainerStaysPaused() {
    var before = fixture.start(Specs.shell("sleep 100"));
    fixture.runtime.pause(before);
    var container = adopted();
    assertThat(container.state().status()).isEqualTo(Status.PAUSED);
    fixture.runtime.unpause(container);
    assertThat(fixture.exec(container, "echo alive")).isEqualTo("alive\n");
  }

  @Test
  void aContainerOutlivesItsKeeperAndItsEndIsSeen() throws Exception {
    var container = fixture.start(Specs.shell("exec sleep 100"));
    int keeper = ProcessStat.of(container.state().pid()).orElseThrow().parent();
    assertThat(Signal.send(keeper, Signal.KILL)).isTrue();
    await().until(() -> ProcessStat.of(keeper).isEmpty());
    assertThat(fixture.exec(container, "echo alive")).isEqualTo("alive\n");
    var adopted = adopted();
    assertThat(adopted.isRunning()).isTrue();
    fixture.runtime.kill(adopted);
    var exit = fixture.end(adopted);
    assertThat(exit.known()).isFalse();
    assertThat(exit.code()).isEqualTo(ExitRecord.UNKNOWN_CODE);
  }
}
