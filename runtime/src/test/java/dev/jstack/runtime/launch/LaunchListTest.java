package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.launch.Instruction.Operation;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Syscall;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchListTest {
  private final Pipe pipe = Pipe.open(0);
  private final Fd tree = Fd.open("/tmp", Fd.O_PATH);
  private final Fd nothing = Fd.open("/dev/null", Fd.O_RDWR);
  private final Starts starts =
      new Starts(tree, new Stdio.Streams(nothing, pipe.writer(), pipe.writer()));

  @AfterEach
  void close() {
    pipe.close();
    tree.close();
    nothing.close();
  }

  private LaunchList list() {
    return StartList.of(starts.request(), pipe.writer(), pipe.reader(), null);
  }

  private List<Syscall> callsAfter(Syscall call) {
    var calls =
        list().instructions().stream()
            .filter(i -> i.operation() == Operation.CALL)
            .map(Instruction::call)
            .toList();
    return calls.subList(calls.indexOf(call) + 1, calls.indexOf(Syscall.EXECVE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyCallsThatProfilesAllowFollowTheFilter(boolean noNewPrivileges) {
    starts.privileges =
        new Privileges(
            CapabilitySet.DEFAULT,
            noNewPrivileges,
            SeccompFilter.dockerDefault(CapabilitySet.DEFAULT));

    assertThat(callsAfter(Syscall.SECCOMP))
        .isNotEmpty()
        .allMatch(ProcessSteps.AFTER_SECCOMP::contains);
  }

  @Test
  void withNoNewPrivilegesTheFilterIsTheLastButOne() {
    starts.privileges =
        new Privileges(
            CapabilitySet.DEFAULT, true, SeccompFilter.dockerDefault(CapabilitySet.DEFAULT));

    assertThat(callsAfter(Syscall.SECCOMP)).containsExactly(Syscall.RT_SIGPROCMASK);
  }

  @Test
  void nobodyMayLookIntoThePlayerFromItsFirstCallOn() {
    assertThat(list().toString()).startsWith("prctl(PR_SET_DUMPABLE, 0)\n");
  }

  @Test
  void wordsHaveNoValuesOfVariables() {
    starts.environment = List.of("PATH=/bin", "PASSWORD=hunter2");

    assertThat(list().toString()).doesNotContain("hunter2").contains("2 variables");
  }

  @Test
  void limitsComeBeforeTheProcessAndTheKeeperStaysOutside() {
    starts.keeper(Path.of("/state"));
    starts.cgroups =
        new Cgroups(
            List.of(Path.of("/cg/keepers/cgroup.procs")),
            List.of(Path.of("/cg/web/cgroup.procs")),
            null);

    assertThat(list().toString().lines())
        .containsSubsequence(
            "write(keeper to \"/cg/keepers/cgroup.procs\")",
            "clone3(process)",
            "write(container to \"/cg/web/cgroup.procs\")",
            "unshare(cgroup)",
            "setsid()",
            "write(pid and start time)",
            "mount(\"/\", rslave)",
            "mount(\"proc\" on \"/proc\", nosuid,nodev,noexec)",
            "pivot_root(container)",
            "waitid(process)",
            "write(exit record)");
  }

  @Test
  void idsAreSetAfterTheGroupsAndBeforeTheCapabilities() {
    assertThat(list().toString().lines())
        .containsSubsequence("setgroups([0])", "setresgid(0)", "setresuid(0)");
  }

  @Test
  void aPathOfAProgramIsNotSearched() {
    starts.argv("/bin/true");

    assertThat(list().instructions().stream().filter(i -> i.call() == Syscall.EXECVE)).hasSize(1);
  }
}
