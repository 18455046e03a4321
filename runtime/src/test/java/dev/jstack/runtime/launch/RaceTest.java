package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.launch.Namespaces.Namespace;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Signal;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The root of a container against processes on their way into it (CVE-2016-9962, CVE-2019-5736,
 * CVE-2024-21626): {@code attacker.pl} waits for each new process, stops it before it is the
 * container's program, and tries all that /proc and ptrace have. There is no seccomp filter to help
 * us.
 */
@Tag("root")
class RaceTest {
  private static final int STARTS = 20;

  /** One in so many must have been met on its way: on a busy machine most slip through. */
  private static final int ENOUGH = 10;

  /** The program is long searched for: by then the process has the rights of those it meets. */
  private static final String LONG_PATH = "PATH=" + "/no/such/directory:".repeat(300) + "/usr/bin";

  private static final Pattern RESULT = Pattern.compile("met (\\d+), got (\\d+)");

  private Box container = new Box();
  private final Box attacks = new Box();
  private Launched first = null;

  @BeforeEach
  void start() {
    container.starts.argv("sleep", "300");
    first = container.launcher.start(container.starts.request());
    attacks.starts.join = first.pidfd();
  }

  @AfterEach
  void end() {
    Pidfd.signal(first.pidfd(), Signal.KILL);
    first.await();
    first.close();
    container.close();
    attacks.close();
  }

  @ParameterizedTest
  @CsvSource({"early, 100", "late, 100", "never, 20"})
  void nothingIsObtainedFromExecs(String stopped, int execs) throws IOException {
    var result = attack(stopped, execs, box -> box.starts.join = first.pidfd(), _ -> {});

    assertThat(result.text).contains("got 0");
    assertThat(result.met).as("processes that were met on their way").isGreaterThan(execs / ENOUGH);
  }

  /** The process comes from the host's users, whom nobody inside may look into. */
  @ParameterizedTest
  @CsvSource({"early, 60", "late, 60"})
  void nothingIsObtainedFromExecsThatComeFromOtherUsers(String stopped, int execs)
      throws IOException {
    var ids = IdMap.of(0, 300_000, 65_536);
    try (var user = UserNamespace.make(new UserMap(ids, ids))) {
      Pidfd.signal(first.pidfd(), Signal.KILL);
      first.await();
      first.close();
      container.close();
      container = new Box();
      container.starts.namespaces = container.starts.namespaces.in(user);
      attacks.starts.namespaces = container.starts.namespaces;
      start();
      Consumer<Box> joining =
          box -> {
            box.starts.join = first.pidfd();
            box.starts.namespaces = container.starts.namespaces;
          };
      var result = attack(stopped, execs, joining, _ -> {});

      assertThat(result.text).contains("got 0");
      assertThat(result.met).isGreaterThan(execs / ENOUGH);
    }
  }

  /** {@code pid: service:x}: on its way it still sees the whole host. */
  @Test
  void nothingIsObtainedFromContainersThatShareTheProcesses() throws IOException {
    var shared = new Namespace.Open(first.pidfd());
    var namespaces =
        new Namespaces(shared, Namespaces.NEW, Namespaces.NEW, Namespaces.NEW, Namespaces.NEW);
    var result = attack("early", STARTS, box -> box.starts.namespaces = namespaces, _ -> {});

    assertThat(result.met).isGreaterThan(STARTS / ENOUGH);
    assertThat(result.text).contains("got 0");
  }

  /** The same attack on a launcher that doesn't hide: were it blind, the other tests would be. */
  @Test
  void theAttackWorksOnALauncherThatDoesNotHide() throws IOException {
    var result = attack("late", STARTS, box -> box.starts.join = first.pidfd(), RaceTest::dontHide);

    assertThat(result.text)
        .contains("got the list in mem", "got exe -> /memfd:jstack-player", "got ptrace");
  }

  private static void dontHide(LaunchList list) {
    assertThat(list.instructions().getFirst().step().words())
        .isEqualTo("prctl(PR_SET_DUMPABLE, 0)");
    list.skip(0);
  }

  private record Result(String text, int met) {}

  private Result attack(String mode, int count, Consumer<Box> setting, Consumer<LaunchList> change)
      throws IOException {
    try (var attacker = attacks.launcher.start(attacker(mode))) {
      awaitAttacker();
      try {
        for (int i = 0; i < count; i++) {
          startOne(setting, change);
        }
      } finally {
        Files.createFile(Path.of("/proc/" + first.pid() + "/root/stop"));
        assertThat(attacker.await().exitCode()).isZero();
      }
    }
    String text = attacks.output();
    var matcher = RESULT.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return new Result(text, Integer.parseInt(matcher.group(1)));
  }

  private static void startOne(Consumer<Box> setting, Consumer<LaunchList> change) {
    try (var box = new Box(change)) {
      box.starts.argv("true").environment = List.of(LONG_PATH);
      setting.accept(box);
      assertThat(box.run().exitCode()).isZero();
    }
  }

  private LaunchRequest attacker(String mode) throws IOException {
    try (var script = RaceTest.class.getResourceAsStream("attacker.pl")) {
      Files.write(container.root.upper().resolve("attacker.pl"), script.readAllBytes());
    }
    attacks.starts.argv("perl", "/attacker.pl", "true|perl|sleep", mode);
    return attacks.starts.request();
  }

  /** It has said that it begins. */
  private void awaitAttacker() {
    byte[] ready = new byte["ready\n".length()];
    assertThat(new FileInput(attacks.output.reader()).read(ready, 0, ready.length))
        .isEqualTo(ready.length);
  }
}
