package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Syscall;
import java.util.ArrayList;
import java.util.List;

/** The first instructions of every list: nobody may look into the player, and it has no secrets. */
final class Prologue {
  private static final int PR_SET_DUMPABLE = 4;
  private static final int CLOSE_RANGE_CLOEXEC = 4;
  private static final int FIRST = 3;
  private static final long LAST = 0xffff_ffffL;

  private Prologue() {}

  static List<Instruction> of(LaunchList list) {
    var all = new ArrayList<Instruction>();
    if (!list.visible()) {
      var hide = new Step("prctl(PR_SET_DUMPABLE, 0)", false);
      all.add(call(list, hide, Syscall.PRCTL, PR_SET_DUMPABLE, 0));
    }
    var close = new Step("close_range(all descriptors but " + list.kept().size() + ")", false);
    long next = FIRST;
    for (int number : list.keptNumbers()) {
      if (number > next) {
        all.add(call(list, close, Syscall.CLOSE_RANGE, next, number - 1L, 0));
      }
      next = number + 1L;
    }
    all.add(call(list, close, Syscall.CLOSE_RANGE, next, LAST, 0));
    all.add(call(list, close, Syscall.CLOSE_RANGE, FIRST, LAST, CLOSE_RANGE_CLOEXEC));
    return all;
  }

  private static Instruction call(LaunchList list, Step step, Syscall call, Object... arguments) {
    return new Instruction(list, step, Instruction.Operation.CALL, call, List.of(arguments));
  }
}
