package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every call on the way into a user namespace is made to fail once. */
@Tag("root")
class AnchorFaultTest {
  private static final List<String> PROGRAM = List.of("/bin/true");
  private static final List<String> ENVIRONMENT = List.of("A=b");

  private final List<String> reached = new ArrayList<>();

  @Test
  void everyFailureOfANewAnchorIsToldAndLeavesNothing() throws IOException {
    try (var log = Fd.open("/dev/null", Fd.O_RDWR)) {
      failEach((born, gate) -> UserNamespaceStart.made(PROGRAM, ENVIRONMENT, log, born, gate));
    }
    assertThat(reached)
        .contains(
            "unshare(user, mount)", "setresgid(0), setresuid(0)", "clone3(program)", "setsid()");
  }

  @Test
  void everyFailureOfALaterAnchorIsToldAndLeavesNothing() throws IOException {
    try (var log = Fd.open("/dev/null", Fd.O_RDWR);
        var first = UserNamespaceStart.make(List.of("/bin/sleep", "60"), ENVIRONMENT, log)) {
      let(first);
      await().until(() -> first.program().isPresent());
      failEach(
          (born, gate) -> UserNamespaceStart.joined(first.pid(), PROGRAM, ENVIRONMENT, log, born));
      try (var sleep = first.program().orElseThrow()) {
        Pidfd.signal(sleep, Signal.KILL);
      }
      reap(first);
    }
    assertThat(reached).anyMatch(words -> words.startsWith("setns(user, mount of "));
  }

  private void failEach(BiFunction<Pipe, Pipe, LaunchList> lists) throws IOException {
    int count;
    try (var born = Pipe.open(0);
        var gate = Pipe.open(0)) {
      count = lists.apply(born, gate).instructions().size();
    }
    for (int i = 0; i < count; i++) {
      failAt(i, lists);
    }
  }

  private void failAt(int index, BiFunction<Pipe, Pipe, LaunchList> lists) throws IOException {
    var born = Pipe.open(0);
    var gate = Pipe.open(0);
    var list = lists.apply(born, gate);
    var instruction = list.instructions().get(index);
    if (instruction.mayFail()) {
      list.fault(index, Errno.EIO);
    }
    try (var start = UserNamespaceStart.start(list, born, gate)) {
      Optional<LaunchException> failure;
      try {
        let(start);
        reap(start);
        failure = start.failed();
      } catch (LaunchException e) {
        failure = Optional.of(e);
        reap(start);
      }
      failure.ifPresent(told -> check(told, instruction));
    }
  }

  /** What the process outside does: maps, and the word to go on. */
  private static void let(UserNamespaceStart start) throws IOException {
    start.awaitNamespaces();
    var map = Path.of("/proc/" + start.pid() + "/uid_map");
    if (Files.readString(map).isEmpty()) {
      Files.writeString(map, "0 0 1");
      Files.writeString(Path.of("/proc/" + start.pid() + "/gid_map"), "0 0 1");
      start.go();
    }
  }

  private static void reap(UserNamespaceStart start) throws IOException {
    await().until(start::hasEnded);
    try (var anchor = Pidfd.open(start.pid()).orElseThrow()) {
      assertThat(Pidfd.reap(anchor, false)).isPresent();
    }
    assertThat(Path.of("/proc/" + start.pid())).doesNotExist();
    assertThat(start.program()).isEmpty();
  }

  private void check(LaunchException told, Instruction instruction) {
    reached.add(instruction.step().words());
    if (instruction.step().executable() == null) {
      assertThat(told).hasMessageStartingWith(instruction.step().words() + ": EIO");
    } else {
      assertThat(told).hasMessageContaining("input/output error");
    }
  }
}
