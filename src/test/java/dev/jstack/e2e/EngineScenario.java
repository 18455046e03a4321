package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Client and engine as a user meets them: two processes and a socket. */
@Tag("root")
class EngineScenario {
  private final Lab lab = new Lab();

  @AfterEach
  void end() throws IOException {
    lab.close();
  }

  @Test
  void theVersionNeedsNoEngine() {
    assertThat(lab.jstack("--version").ok().out()).startsWith("jstack version 0.");
    assertThat(lab.root().resolve("run")).doesNotExist();
  }

  @Test
  void withoutAnEngineItsStatusIsAnError() {
    var result = lab.jstack("engine", "status");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("jstack: no engine is running\n");
  }

  @Test
  void theFirstCommandStartsTheEngineAndTheNextOnesUseIt() {
    var engine = lab.engine();

    assertThat(lab.engine()).isEqualTo(engine);
    assertThat(lab.jstack("engine", "stop").code()).isZero();
    await().atMost(Duration.ofSeconds(20)).until(() -> !engine.isAlive());
  }

  @Test
  void theSocketIsForItsOwnerOnly() throws IOException {
    lab.engine();

    var mode = Files.getPosixFilePermissions(lab.root().resolve("run/jstack.sock"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
  }

  @Test
  void tenCommandsAtOnceShareOneNewEngine() {
    var script = "for i in {1..10}; do jstack -p x engine status & done; wait";

    var pids =
        lab.shell(script).ok().out().lines().filter(line -> line.startsWith("pid ")).toList();
    assertThat(pids).hasSize(10);
    assertThat(pids.stream().distinct()).hasSize(1);
  }

  @Test
  void aCommandInBackQuotesDoesNotWaitForTheEngineItStarted() {
    var result = lab.shell("x=$(jstack -p x engine status) && echo \"got ${x%% *}\"");

    assertThat(result.ok().out()).isEqualTo("got pid\n");
  }

  @Test
  void aCommandThatNeedsNoInputLeavesItToTheScript() {
    var script = "jstack engine status; seq 3 | while read x; do jstack version --short; done";

    assertThat(lab.shell(script).out().lines().filter(line -> line.startsWith("0."))).hasSize(3);
  }

  @Test
  void aReaderThatGoesAwayEndsTheCommandAsSigpipeWould() {
    lab.engine();

    var script = "jstack --help | true; echo ${PIPESTATUS[0]}";
    assertThat(lab.shell(script).out()).isEqualTo("141\n");
  }

  @Test
  void aProgramWhoseOutputNobodyReadsEnds() {
    var script = "jstack run --rm --network none host cat /dev/zero | head -c 1000000 | wc -c";

    assertThat(lab.shell(script).out()).isEqualTo("1000000\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> lab.jstack("container", "ls", "-aq").out().isEmpty());
  }

  @Test
  void anArgumentThatIsNoAsciiArrivesUnderEveryLocale() {
    lab.engine();

    var result = lab.jstack(lab.root(), Map.of("LC_ALL", "C"), "grüße");
    assertThat(result.err()).contains("\"grüße\"");
  }

  @Test
  void anEngineThatIsKilledComesBack() {
    var engine = lab.engine();

    engine.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !engine.isAlive());

    await().atMost(Duration.ofSeconds(20)).until(() -> lab.jstack("engine", "status").code() == 0);
    assertThat(lab.engine().pid()).isNotEqualTo(engine.pid());
  }

  @Test
  void theEngineHasNothingOfTheFirstCommandsSurroundings() throws IOException {
    lab.jstack(lab.root(), Map.of("SECRET", "hidden"), "container", "ls").ok();
    var engine = lab.engine();

    var process = Path.of("/proc/" + engine.pid());
    assertThat(Files.readString(process.resolve("environ"))).doesNotContain("hidden");
    assertThat(Files.readSymbolicLink(process.resolve("cwd"))).hasToString("/");
    assertThat(Files.readSymbolicLink(process.resolve("fd/0"))).hasToString("/dev/null");
  }

  @Test
  void anUnknownCommandIsOneClearError() {
    var result = lab.jstack("-p", "x", "versoin");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            """
            jstack: unknown command or argument "versoin"; did you mean "version"?
            see: jstack --help
            """);
  }
}
