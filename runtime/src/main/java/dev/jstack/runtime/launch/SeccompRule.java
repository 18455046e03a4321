package dev.jstack.runtime.launch;

import java.util.List;
import java.util.Set;

/**
 * One rule of a seccomp profile.
 *
 * @param names the system calls it is about
 * @param action what happens to them (SECCOMP_RET_, seccomp(2))
 * @param conditions all of them must hold for the arguments
 * @param scope where the rule counts at all
 */
record SeccompRule(List<String> names, int action, List<Condition> conditions, Scope scope) {
  static final int KILL_PROCESS = 0x8000_0000;
  static final int KILL_THREAD = 0;
  static final int TRAP = 0x3_0000;
  static final int ERRNO = 0x5_0000;
  static final int TRACE = 0x7ff0_0000;
  static final int LOG = 0x7ffc_0000;
  static final int ALLOW = 0x7fff_0000;

  SeccompRule {
    names = List.copyOf(names);
    conditions = List.copyOf(conditions);
  }

  /** How an argument compares, unsigned and with 64 bits. */
  enum Comparison {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    MASKED_EQ
  }

  /**
   * Argument {@code index} compares with {@code value}, after {@code mask} for MASKED_EQ.
   *
   * @param lowerHalf only the lower 32 bits count
   */
  record Condition(int index, Comparison comparison, long value, long mask, boolean lowerHalf) {
    private static final long LOW = 0xffff_ffffL;

    Condition(int index, Comparison comparison, long value, long mask) {
      this(index, comparison, value, mask, false);
    }

    Condition ofLowerHalf() {
      return new Condition(index, comparison, value & LOW, mask & LOW, true);
    }

    boolean holds(long given) {
      long argument = lowerHalf ? given & LOW : given;
      return switch (comparison) {
        case EQ -> argument == value;
        case NE -> argument != value;
        case LT -> Long.compareUnsigned(argument, value) < 0;
        case LE -> Long.compareUnsigned(argument, value) <= 0;
        case GT -> Long.compareUnsigned(argument, value) > 0;
        case GE -> Long.compareUnsigned(argument, value) >= 0;
        case MASKED_EQ -> (argument & mask) == value;
      };
    }
  }

  /**
   * Where a rule counts; empty sets are no restriction.
   *
   * @param with capabilities that must be in the bounding set
   * @param without one of them in the bounding set drops the rule
   * @param on Go's names of architectures: amd64, x86, x32, arm64
   * @param notOn likewise
   */
  record Scope(Set<Integer> with, Set<Integer> without, Set<String> on, Set<String> notOn) {
    static final Scope EVERYWHERE = new Scope(Set.of(), Set.of(), Set.of(), Set.of());

    boolean counts(CapabilitySet capabilities, String architecture) {
      return with.stream().allMatch(capabilities::has)
          && without.stream().noneMatch(capabilities::has)
          && (on.isEmpty() || on.contains(architecture))
          && !notOn.contains(architecture);
    }
  }
}
