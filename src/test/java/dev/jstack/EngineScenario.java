package dev.jstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Client and engine as a user meets them: two processes and a socket. */
@Tag("root")
class EngineScenario {
  private final Program jstack = Program.open();

  @AfterEach
  void end() {
    jstack.close();
  }

  @Test
  void theVersionNeedsNoEngine() {
    assertThat(jstack.run("--version").succeeded().out()).startsWith("jstack version 0.");
    assertThat(jstack.directory().resolve("run")).doesNotExist();
  }

  @Test
  void withoutAnEngineItsStatusIsAnError() {
    var result = jstack.run("engine", "status");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("jstack: no engine is running\n");
  }

  @Test
  void theFirstCommandStartsTheEngineAndTheNextOnesUseIt() {
    var engine = jstack.engine();

    assertThat(jstack.engine()).isEqualTo(engine);
    assertThat(jstack.run("engine", "stop").code()).isZero();
    await().atMost(Duration.ofSeconds(20)).until(() -> !engine.isAlive());
  }

  @Test
  void theSocketIsForItsOwnerOnly() throws IOException {
    jstack.engine();

    var mode = Files.getPosixFilePermissions(jstack.directory().resolve("run/jstack.sock"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
  }

  @Test
  void tenCommandsAtOnceShareOneNewEngine() {
    var processes =
        IntStream.range(0, 10).mapToObj(_ -> jstack.start("-p", "x", "engine", "status")).toList();

    var pids =
        processes.stream()
            .map(process -> lines(process).findFirst().orElseThrow())
            .distinct()
            .toList();
    assertThat(pids).hasSize(1);
  }

  @Test
  void aCommandInBackQuotesDoesNotWaitForTheEngineItStarted() {
    var result = jstack.shell("x=$(jstack -p x engine status) && echo \"got ${x%% *}\"");

    assertThat(result.succeeded().out()).isEqualTo("got pid\n");
  }

  @Test
  void aCommandThatNeedsNoInputLeavesItToTheScript() {
    var script = "jstack engine status; seq 3 | while read x; do jstack version --short; done";

    assertThat(jstack.shell(script).out().lines().filter(line -> line.startsWith("0."))).hasSize(3);
  }

  @Test
  void aReaderThatGoesAwayEndsTheCommandAsSigpipeWould() {
    jstack.engine();

    var script = "jstack --help | true; echo ${PIPESTATUS[0]}";
    assertThat(jstack.shell(script).out()).isEqualTo("141\n");
  }

  @Test
  void aProgramWhoseOutputNobodyReadsEnds() {
    var script = "jstack run --rm --network none host cat /dev/zero | head -c 1000000 | wc -c";

    assertThat(jstack.shell(script).out()).isEqualTo("1000000\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> jstack.run("container", "ls", "-aq").out().isEmpty());
  }

  @Test
  void anArgumentThatIsNoAsciiArrivesUnderEveryLocale() {
    jstack.engine();

    var result = jstack.with("LC_ALL", "C").run("grüße");
    assertThat(result.err()).contains("\"grüße\"");
  }

  @Test
  void anEngineThatIsKilledComesBack() {
    var engine = jstack.engine();

    engine.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !engine.isAlive());

    await().atMost(Duration.ofSeconds(20)).until(() -> jstack.run("engine", "status").code() == 0);
    assertThat(jstack.engine().pid()).isNotEqualTo(engine.pid());
  }

  @Test
  void theEngineHasNothingOfTheFirstCommandsSurroundings() throws IOException {
    var engine = jstack.with("SECRET", "hidden").engine();

    var process = Path.of("/proc/" + engine.pid());
    assertThat(Files.readString(process.resolve("environ"))).doesNotContain("hidden");
    assertThat(Files.readSymbolicLink(process.resolve("cwd"))).hasToString("/");
    assertThat(Files.readSymbolicLink(process.resolve("fd/0"))).hasToString("/dev/null");
  }

  @Test
  void anUnknownCommandIsOneClearError() {
    var result = jstack.run("-p", "x", "versoin");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            """
            jstack: unknown command or argument "versoin"; did you mean "version"?
            see: jstack --help
            """);
  }

  private static Stream<String> lines(Process process) {
    return process.inputReader().lines();
  }
}
