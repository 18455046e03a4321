package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.SeccompRule.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles a profile to classic BPF: one section per ABI, in it a binary search over ranges of
 * numbers with the same decision. Calls newer than the profile get ENOSYS, so that libraries fall
 * back; unknown ABIs kill the process.
 */
final class SeccompCompiler {
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int LIMIT = 4096;

  /** What happens to a call: the first alternative whose conditions hold, or {@code otherwise}. */
  record Decision(List<SeccompRule> alternatives, int otherwise) {}

  private record Range(int first, Decision decision) {}

  private final SeccompProfile profile;
  private final CapabilitySet capabilities;
  private final String host;
  private final BpfAssembler out = new BpfAssembler();

  SeccompCompiler(SeccompProfile profile, CapabilitySet capabilities, String architecture) {
    this.host = architecture.equals("aarch64") ? "arm64" : "amd64";
    this.profile = profile;
    this.capabilities = capabilities;
  }

  /** The program for processes of {@code architecture} (x86_64, aarch64) and its other ABIs. */
  static SeccompFilter compile(
      SeccompProfile profile, CapabilitySet capabilities, String architecture) {
    var compiler = new SeccompCompiler(profile, capabilities, architecture);
    compiler.program(architecture);
    byte[] program = compiler.out.assemble();
    if (program.length / BpfAssembler.BYTES > LIMIT) {
      throw new IllegalStateException("seccomp program too long");
    }
    return new SeccompFilter(program);
  }

  private void program(String architecture) {
    out.load(ARCHITECTURE);
    if (architecture.equals("aarch64")) {
      section(SyscallTable.AARCH64, () -> search(SyscallTable.AARCH64, 0));
    } else {
      section(SyscallTable.X86_64, this::bothX86);
      if (profile.abis().contains(SyscallTable.I386)) {
        section(SyscallTable.I386, () -> search(SyscallTable.I386, 0));
      }
    }
    out.give(SeccompRule.KILL_PROCESS);
  }

  private void section(SyscallTable table, Runnable body) {
    var mine = new Label();
    var skip = new Label();
    var next = new Label();
    out.jumpIf(BpfAssembler.JUMP_EQUAL, table.audit(), mine, skip);
    out.place(skip);
    out.jump(next);
    out.place(mine);
    out.load(NUMBER);
    body.run();
    out.place(next);
  }

  private void bothX86() {
    var far = new Label();
    var plain = new Label();
    var x32 = new Label();
    out.jumpIf(BpfAssembler.JUMP_SET, SyscallTable.X32_BIT, far, plain);
    out.place(far);
    out.jump(x32);
    out.place(plain);
    search(SyscallTable.X86_64, 0);
    out.place(x32);
    if (profile.abis().contains(SyscallTable.X32)) {
      search(SyscallTable.X32, SyscallTable.X32_BIT);
    } else {
      out.give(SeccompRule.KILL_PROCESS);
    }
  }

  private void search(SyscallTable table, int bit) {
    var unknown = new Label();
    var known = new Label();
    out.jumpIf(BpfAssembler.JUMP_GREATER, highest(table) | bit, unknown, known);
    out.place(unknown);
    out.give(profile.ofUnknown());
    out.place(known);
    tree(ranges(table, bit));
  }

  /** Above it are calls that did not exist when the profile was written. */
  int highest(SyscallTable table) {
    return profile.rules().stream()
        .flatMap(rule -> rule.names().stream())
        .flatMap(name -> table.number(name).stream())
        .max(Integer::compare)
        .orElse(0);
  }

  private List<Range> ranges(SyscallTable table, int bit) {
    var decisions = decisions(table);
    var nothing = new Decision(List.of(), profile.defaultAction());
    var ranges = new ArrayList<Range>();
    for (int number = 0; number <= highest(table); number++) {
      var decision = decisions.getOrDefault(number, nothing);
      if (ranges.isEmpty() || !ranges.getLast().decision().equals(decision)) {
        ranges.add(new Range(number | bit, decision));
      }
    }
    return ranges;
  }

  /** By number; calls no rule names are absent. */
  Map<Integer, Decision> decisions(SyscallTable table) {
    var decisions = new TreeMap<Integer, Decision>();
    for (var rule : profile.rules()) {
      if (!rule.scope().counts(capabilities, host)) {
        continue;
      }
      for (String name : rule.names()) {
        table
            .number(name)
            .ifPresent(number -> decisions.merge(number, decision(rule, table), this::both));
      }
      if (table == SyscallTable.I386 && rule.action() != SeccompRule.ALLOW) {
        int number = table.number(SocketCalls.MULTIPLEXER).orElseThrow();
        SocketCalls.of(rule)
            .forEach(hidden -> decisions.merge(number, decision(hidden, table), this::both));
      }
    }
    return decisions;
  }

  private Decision decision(SeccompRule rule, SyscallTable table) {
    if (rule.conditions().isEmpty()) {
      return new Decision(List.of(), rule.action());
    }
    var conditions =
        table == SyscallTable.I386
            ? rule.conditions().stream().map(Condition::ofLowerHalf).toList()
            : narrowed(rule);
    var bare = new SeccompRule(List.of(), rule.action(), conditions, SeccompRule.Scope.EVERYWHERE);
    return new Decision(List.of(bare), profile.defaultAction());
  }

  /**
   * What allows one value compares all bits: nothing hides behind the upper half then. Of 32-bit
   * calls the kernel takes the lower halves, but shows a filter all that is in the registers.
   */
  private static List<Condition> narrowed(SeccompRule rule) {
    return rule.conditions().stream()
        .map(c ->
            rule.action() == SeccompRule.ALLOW && c.comparison() == SeccompRule.Comparison.EQ
                ? c
                : IntArguments.narrow(rule.names(), c))
        .toList();
  }

  /** An unconditional rule wins over conditions; else any that holds decides. */
  private Decision both(Decision a, Decision b) {
    if (a.alternatives().isEmpty()) {
      return a;
    }
    if (b.alternatives().isEmpty()) {
      return b;
    }
    var all = new ArrayList<>(a.alternatives());
    all.addAll(b.alternatives());
    return new Decision(List.copyOf(all), a.otherwise());
  }

  private void tree(List<Range> ranges) {
    if (ranges.size() == 1) {
      leaf(ranges.getFirst().decision());
      return;
    }
    int middle = ranges.size() / 2;
    var upper = new Label();
    var far = new Label();
    var lower = new Label();
    out.jumpIf(BpfAssembler.JUMP_GREATER_OR_EQUAL, ranges.get(middle).first(), far, lower);
    out.place(far);
    out.jump(upper);
    out.place(lower);
    tree(ranges.subList(0, middle));
    out.place(upper);
    tree(ranges.subList(middle, ranges.size()));
  }

  private void leaf(Decision decision) {
    for (var rule : decision.alternatives()) {
      var next = new Label();
      for (var condition : rule.conditions()) {
        new ArgumentTest(out, condition, next).emit();
      }
      out.give(rule.action());
      out.place(next);
    }
    out.give(decision.otherwise());
  }
}
