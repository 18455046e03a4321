package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.SeccompRule.Condition;

/**
 * BPF that goes on if a condition holds and jumps away if not; 64 bits by two words, high first.
 */
final class ArgumentTest {
  private static final int ARGUMENTS = 16;
  private static final int WORD = 4;

  private final BpfAssembler out;
  private final Condition condition;
  private final Label fails;
  private final Label holds = new Label();

  ArgumentTest(BpfAssembler out, Condition condition, Label fails) {
    this.out = out;
    this.condition = condition;
    this.fails = fails;
  }

  void emit() {
    switch (condition.comparison()) {
      case EQ -> equal(fails, holds);
      case NE -> equal(holds, fails);
      case MASKED_EQ -> masked();
      case LT -> ordered(BpfAssembler.JUMP_GREATER_OR_EQUAL, fails, holds);
      case LE -> ordered(BpfAssembler.JUMP_GREATER, fails, holds);
      case GT -> ordered(BpfAssembler.JUMP_GREATER, holds, fails);
      case GE -> ordered(BpfAssembler.JUMP_GREATER_OR_EQUAL, holds, fails);
    }
    out.place(holds);
  }

  private int high() {
    return (int) (condition.value() >>> Integer.SIZE);
  }

  private int low() {
    return (int) condition.value();
  }

  private void loadHigh() {
    out.load(ARGUMENTS + condition.index() * Long.BYTES + WORD);
  }

  private void loadLow() {
    out.load(ARGUMENTS + condition.index() * Long.BYTES);
  }

  private void equal(Label differs, Label same) {
    if (!condition.lowerHalf()) {
      loadHigh();
      testEqual(high(), differs);
    }
    loadLow();
    out.jumpIf(BpfAssembler.JUMP_EQUAL, low(), same, differs);
  }

  private void testEqual(int value, Label differs) {
    var same = new Label();
    out.jumpIf(BpfAssembler.JUMP_EQUAL, value, same, differs);
    out.place(same);
  }

  private void masked() {
    if (!condition.lowerHalf()) {
      loadHigh();
      out.and((int) (condition.mask() >>> Integer.SIZE));
      testEqual(high(), fails);
    }
    loadLow();
    out.and((int) condition.mask());
    out.jumpIf(BpfAssembler.JUMP_EQUAL, low(), holds, fails);
  }

  /** The high words decide unless they are equal; then {@code test} of the low ones. */
  private void ordered(int test, Label greater, Label smaller) {
    if (!condition.lowerHalf()) {
      var notGreater = new Label();
      loadHigh();
      out.jumpIf(BpfAssembler.JUMP_GREATER, high(), greater, notGreater);
      out.place(notGreater);
      testEqual(high(), smaller);
    }
    loadLow();
    out.jumpIf(test, low(), greater, smaller);
  }
}
