package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeccompFilterTest {
  private static final int EPERM = SeccompRule.ERRNO | 1;
  private static final int ENOSYS = SeccompRule.ERRNO | 38;
  private static final List<long[]> ARGUMENTS =
      List.of(
          new long[] {0, 0, 0, 0, 0, 0},
          new long[] {8, 1, 0, 0, 0, 0},
          new long[] {1, 0, 0, 0, 0, 0},
          new long[] {38, 0, 0, 0, 0, 0},
          new long[] {39, 0, 0, 0, 0, 0},
          new long[] {40, 0, 0, 0, 0, 0},
          new long[] {41, 0, 0, 0, 0, 0},
          new long[] {0x1_0000_0028L, 0, 0, 0, 0, 0},
          new long[] {0x1000_0000, 0, 0, 0, 0, 0},
          new long[] {0x11, 0x7e02_0000, 0, 0, 0, 0},
          new long[] {0xffff_ffffL, -1, -1, -1, -1, -1});

  private static BpfInterpreter compiled(CapabilitySet set, String architecture) {
    var profile = SeccompProfile.dockerDefault();
    return new BpfInterpreter(SeccompCompiler.compile(profile, set, architecture).instructions());
  }

  private static String architecture(SyscallTable table) {
    return table == SyscallTable.AARCH64 ? "aarch64" : "x86_64";
  }

  private static int bit(SyscallTable table) {
    return table == SyscallTable.X32 ? SyscallTable.X32_BIT : 0;
  }

  /** What the profile says, without any compiling of jumps. */
  private static int evaluate(
      Map<Integer, SeccompCompiler.Decision> decisions, int number, long[] arguments) {
    var decision = decisions.get(number);
    if (decision == null) {
      return EPERM;
    }
    return decision.alternatives().stream()
        .filter(r -> r.conditions().stream().allMatch(c -> c.holds(arguments[c.index()])))
        .findFirst()
        .map(SeccompRule::action)
        .orElse(decision.otherwise());
  }

  @ParameterizedTest
  @EnumSource
  void programDecidesEveryCallAsTheProfileDoes(SyscallTable table) {
    for (var set :
        List.of(
            CapabilitySet.NONE,
            CapabilitySet.DEFAULT,
            CapabilitySet.ALL,
            CapabilitySet.resolve(List.of("SYS_PTRACE", "SYS_TIME"), List.of()))) {
      var program = compiled(set, architecture(table));
      var decisions =
          new SeccompCompiler(SeccompProfile.dockerDefault(), set, architecture(table))
              .decisions(table);
      int highest =
          new SeccompCompiler(SeccompProfile.dockerDefault(), set, architecture(table))
              .highest(table);
      for (int number = 0; number <= highest; number++) {
        for (long[] arguments : ARGUMENTS) {
          assertThat(program.run(table.audit(), number | bit(table), arguments))
              .as("%s %d %x with %s", table, number, arguments[0], set)
              .isEqualTo(evaluate(decisions, number, arguments));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsNewerThanTheProfileDoNotExist(SyscallTable table) {
    var program = compiled(CapabilitySet.DEFAULT, architecture(table));

    int highest =
        new SeccompCompiler(
                SeccompProfile.dockerDefault(), CapabilitySet.DEFAULT, architecture(table))
            .highest(table);
    int unknown = (highest + 1) | bit(table);
    assertThat(highest).isBetween(460, 547).isLessThanOrEqualTo(table.highest());
    assertThat(program.run(table.audit(), unknown)).isEqualTo(ENOSYS);
    assertThat(program.run(table.audit(), 0x3fff_ffff | bit(table))).isEqualTo(ENOSYS);
  }

  @Test
  void unknownAbisAreKilled() {
    assertThat(compiled(CapabilitySet.DEFAULT, "x86_64").run(0xc000_00f3, 1))
        .isEqualTo(SeccompRule.KILL_PROCESS);
  }

  @ParameterizedTest
  @CsvSource({"1,ALLOW", "38,EPERM", "39,ALLOW", "40,EPERM", "41,ALLOW", "4294967336,EPERM"})
  void socketsOfDangerousFamiliesAreRefused(long family, String verdict) {
    var program = compiled(CapabilitySet.DEFAULT, "x86_64");
    int number = SyscallTable.X86_64.number("socket").orElseThrow();

    assertThat(program.run(SyscallTable.X86_64.audit(), number, family, 0))
        .isEqualTo(verdict.equals("ALLOW") ? SeccompRule.ALLOW : EPERM);
  }

  @ParameterizedTest
  @EnumSource
  void newUserNamespacesAreRefused(SyscallTable table) {
    var program = compiled(CapabilitySet.DEFAULT, architecture(table));
    int bit = bit(table);

    int clone = table.number("clone").orElseThrow() | bit;
    assertThat(program.run(table.audit(), clone, 0x1000_0011)).isEqualTo(EPERM);
    assertThat(program.run(table.audit(), clone, 0x11)).isEqualTo(SeccompRule.ALLOW);
    int clone3 = table.number("clone3").orElseThrow() | bit;
    assertThat(program.run(table.audit(), clone3)).isEqualTo(ENOSYS);
    int unshare = table.number("unshare").orElseThrow() | bit;
    assertThat(program.run(table.audit(), unshare, 0x1000_0000)).isEqualTo(EPERM);
  }

  @Test
  void capabilitiesOpenTheirCalls() {
    int mount = SyscallTable.X86_64.number("mount").orElseThrow();
    int audit = SyscallTable.X86_64.audit();

    assertThat(compiled(CapabilitySet.DEFAULT, "x86_64").run(audit, mount)).isEqualTo(EPERM);
    assertThat(compiled(CapabilitySet.ALL, "x86_64").run(audit, mount))
        .isEqualTo(SeccompRule.ALLOW);
  }

  @Test
  void programsStayFarBelowTheKernelsLimit() {
    assertThat(compiled(CapabilitySet.DEFAULT, "x86_64").instructions()).isLessThan(1200);
  }

  @Test
  void equalSetsShareOneProgram() {
    assertThat(SeccompFilter.dockerDefault(CapabilitySet.DEFAULT))
        .isSameAs(SeccompFilter.dockerDefault(CapabilitySet.resolve(List.of(), List.of())));
  }

  @Test
  void profilesInDockersFormatAreCompiled() {
    String json =
        """
        {"defaultAction": "SCMP_ACT_ALLOW",
         "syscalls": [
           {"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 30},
           {"name": "kill", "action": "SCMP_ACT_KILL",
            "args": [{"index": 1, "value": 9, "op": "SCMP_CMP_GE"}]}]}
        """;
    var program =
        new BpfInterpreter(
            SeccompCompiler.compile(SeccompJson.parse(json), CapabilitySet.DEFAULT, "x86_64")
                .instructions());
    int audit = SyscallTable.X86_64.audit();

    assertThat(program.run(audit, 83)).isEqualTo(SeccompRule.ERRNO | 30);
    assertThat(program.run(audit, 62, 0, 8)).isEqualTo(SeccompRule.ALLOW);
    assertThat(program.run(audit, 62, 0, 9)).isEqualTo(SeccompRule.KILL_THREAD);
    assertThat(program.run(audit, 0)).isEqualTo(SeccompRule.ALLOW);
  }

  @Test
  void anUnknownActionIsNamed() {
    assertThatThrownBy(
            () -> SeccompFilter.compile("{\"defaultAction\":\"SCMP_X\"}", CapabilitySet.NONE))
        .isInstanceOf(JstackException.class)
        .hasMessage("seccomp profile: defaultAction: unknown action \"SCMP_X\"");
  }
}
