package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Poll;
import dev.jstack.runtime.linux.Signal;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of a start is made to fail once. */
@Tag("root")
class FaultTest {
  /** Descriptors of players that are just ending: far fewer than lists were played. */
  private static final int ENDING = 8;

  private static final IdMap IDS = IdMap.of(0, 300_000, 65_536);

  @TempDir private Path directory;

  private final List<String> reached = new ArrayList<>();
  private Set<String> before = Set.of();

  @Test
  void everyFailureOfAChildIsToldAndLeavesNothing() throws IOException {
    failEach(box -> box.starts.argv("sleep", "60"));
    assertThat(reached).contains("clone3(process)", "pivot_root(container)", "setresuid(0)");
  }

  @Test
  void everyFailureUnderAKeeperIsToldAndLeavesNothing() throws IOException {
    failEach(box -> box.starts.argv("sleep", "60").keeper(directory));
    assertThat(reached).contains("write(pid and start time)");
  }

  /** What exec, health probes and hooks do. */
  @Test
  void everyFailureOfAJoinIsToldAndLeavesNothing() throws IOException {
    try (var container = new Box()) {
      container.starts.argv("sleep", "60");
      try (var first = container.launcher.start(container.starts.request())) {
        failEach(box -> {
          box.starts.argv("sleep", "60");
          box.starts.join = first.pidfd();
        });
        Pidfd.signal(first.pidfd(), Signal.KILL);
        first.await();
      }
    }
    assertThat(reached).contains("setns(container)", "clone3(process)");
  }

  @Test
  void everyFailureOfATerminalAndAnInitIsToldAndLeavesNothing() throws IOException {
    failEach(box -> {
      box.starts.argv("sleep", "60").keeper(directory);
      box.starts.stdio = new Stdio.Tty(80, 24);
      box.starts.init = true;
    });
    assertThat(reached).contains("dup3(init's list)", "execveat(init)");
  }

  @Test
  void everyFailureInAUserNamespaceIsToldAndLeavesNothing() throws IOException {
    try (var user = UserNamespace.make(new UserMap(IDS, IDS))) {
      failEach(box -> {
        box.starts.argv("sleep", "60").keeper(directory);
        box.starts.namespaces = box.starts.namespaces.in(user);
        box.starts.limits = List.of(new Rlimit("nofile", 100, 100));
        box.starts.stdio = new Stdio.Tty(80, 24);
        box.starts.init = true;
      });
    }
    assertThat(reached)
        .contains(
            "clone3(usher)",
            "setns(user 0 300000 65536)",
            "clone3(process)",
            "setresgid(0), setresuid(0) of the user namespace");
  }

  @Test
  void everyFailureOfAChildInAUserNamespaceIsToldAndLeavesNothing() throws IOException {
    try (var user = UserNamespace.make(new UserMap(IDS, IDS));
        var container = new Box()) {
      container.starts.argv("sleep", "60");
      container.starts.namespaces = container.starts.namespaces.in(user);
      try (var first = container.launcher.start(container.starts.request())) {
        failEach(box -> {
          box.starts.argv("sleep", "60");
          box.starts.namespaces = box.starts.namespaces.in(user);
        });
        failEach(box -> {
          box.starts.argv("sleep", "60");
          box.starts.namespaces = box.starts.namespaces.in(user);
          box.starts.join = first.pidfd();
        });
        Pidfd.signal(first.pidfd(), Signal.KILL);
        first.await();
      }
    }
    assertThat(reached).contains("unshare(mount)", "setns(container)");
  }

  /** Its start has been told to be done: what is left to it is to end, all of it. */
  @Test
  void everyFailureOfAnInitIsItsEnd() {
    try (var box = new Box();
        var player = Player.open()) {
      box.starts.argv("true");
      int count = InitList.of(box.starts.request()).instructions().size();
      for (int i = 0; i < count; i++) {
        var list = InitList.of(box.starts.request());
        if (list.instructions().get(i).mayFail()) {
          list.fault(i, Errno.EIO);
        }
        assertThat(code(player, list)).as("after a failure at %d", i).isIn(0, 125, 126);
      }
    }
  }

  @Test
  void everyFailureOfAGuardianIsItsEnd() {
    try (var lifeline = Pipe.open(0);
        var log = Fd.open("/dev/null", Fd.O_RDWR);
        var player = Player.open()) {
      lifeline.writer().close();
      int count = guardian(lifeline, log).instructions().size();
      for (int i = 0; i < count; i++) {
        var list = guardian(lifeline, log);
        if (list.instructions().get(i).mayFail()) {
          list.fault(i, Errno.EIO);
        }
        assertThat(code(player, list)).as("after a failure at %d", i).isIn(9, 125);
      }
    }
  }

  private static LaunchList guardian(Pipe lifeline, Fd log) {
    return Guardian.list(
        lifeline.reader(), List.of("/bin/sh", "-c", "exit 9"), List.of("A=b"), log);
  }

  /** Plays a list that ends by itself. */
  private static int code(Player player, LaunchList list) {
    try (var memory = Player.memory("test", list);
        var process = Pidfd.open(player.play(list, memory, List.of("test"))).orElseThrow()) {
      assertThat(Poll.readable(List.of(process), Box.PATIENCE)).isNotEmpty();
      return ExitRecord.of(Pidfd.reap(process, false).orElseThrow()).exitCode();
    }
  }

  private void failEach(Consumer<Box> setting) throws IOException {
    before = allChildren();
    int count = instructions(setting);
    failAt(0, setting);
    long descriptors = descriptors();
    for (int i = 0; i < count; i++) {
      failAt(i, setting);
    }
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors + ENDING);
    assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
        .noneMatch(line -> line.contains("jstack-launch"));
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static int instructions(Consumer<Box> setting) {
    int[] count = new int[1];
    try (var box = new Box(list -> count[0] = list.instructions().size())) {
      setting.accept(box);
      assertThat(box.launcher.explain(box.starts.request())).isNotEmpty();
    }
    return count[0];
  }

  private void failAt(int index, Consumer<Box> setting) throws IOException {
    var instruction = new Instruction[1];
    try (var box =
        new Box(list -> {
          // What closes the gaps between descriptors is longer or shorter by one or two.
          int last = Math.min(index, list.instructions().size() - 1);
          instruction[0] = list.instructions().get(last);
          if (instruction[0].mayFail()) {
            list.fault(last, Errno.EIO);
          }
        })) {
      setting.accept(box);
      try (var process = box.launcher.start(box.starts.request())) {
        // Not on the way of this start, or allowed to fail.
        Pidfd.signal(process.pidfd(), Signal.KILL);
        end(process, box.starts.supervision);
      } catch (LaunchException e) {
        reached.add(instruction[0].step().words());
        check(e, instruction[0]);
        assertThat(directory.resolve("exit")).doesNotExist();
      }
    }
    assertThat(children()).as("after a failure at %d", index).isEmpty();
  }

  private void end(Launched process, Supervision supervision) throws IOException {
    if (supervision instanceof Supervision.Child) {
      process.await();
    } else {
      Poll.readable(List.of(process.pidfd()), Box.PATIENCE);
    }
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> children().isEmpty());
    Files.deleteIfExists(directory.resolve("exit"));
  }

  private static void check(LaunchException e, Instruction instruction) {
    if (!e.errno().equals(Errno.EIO)) {
      fail("unexpected failure", e);
    }
    String told =
        instruction.step().executable() != null
            ? "exec: \"sleep\": input/output error"
            : instruction.step().words() + ": EIO (input/output error)";
    assertThat(e).hasMessageStartingWith("web: cannot start: " + told);
    assertThat(e.exitCode()).isEqualTo(instruction.step().program() ? 126 : 125);
  }

  /** Our children, but for those that earlier tests have left to die. */
  private Set<String> children() throws IOException {
    var children = allChildren();
    children.removeAll(before);
    return children;
  }

  /** A thread may end at any moment: then it has none. */
  private static String childrenOf(Path thread) {
    try {
      return Files.readString(thread.resolve("children"));
    } catch (IOException e) {
      return "";
    }
  }

  private static Set<String> allChildren() throws IOException {
    var children = new HashSet<String>();
    try (var threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        Collections.addAll(children, childrenOf(thread).split(" "));
      }
    }
    children.remove("");
    return children;
  }
}
