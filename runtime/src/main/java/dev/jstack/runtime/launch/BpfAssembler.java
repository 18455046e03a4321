package dev.jstack.runtime.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes classic BPF (linux/filter.h) with jumps to labels further on. Conditional jumps reach 255
 * instructions; {@link #jump} reaches any.
 */
final class BpfAssembler {
  static final int LOAD = 0x20;
  static final int AND = 0x54;
  static final int JUMP = 0x05;
  static final int JUMP_EQUAL = 0x15;
  static final int JUMP_GREATER = 0x25;
  static final int JUMP_GREATER_OR_EQUAL = 0x35;
  static final int JUMP_SET = 0x45;
  static final int RETURN = 0x06;
  static final int BYTES = 8;
  private static final int REACH = 255;

  private record Op(int code, int value, Label yes, Label no) {}

  private final List<Op> ops = new ArrayList<>();

  /** Loads the word at {@code offset} of struct seccomp_data. */
  void load(int offset) {
    straight(LOAD, offset);
  }

  void and(int mask) {
    straight(AND, mask);
  }

  void give(int action) {
    straight(RETURN, action);
  }

  void jump(Label to) {
    ops.add(new Op(JUMP, 0, to, to));
  }

  /** A conditional jump of the loaded word against {@code value}. */
  void jumpIf(int code, int value, Label yes, Label no) {
    ops.add(new Op(code, value, yes, no));
  }

  void place(Label label) {
    label.place(ops.size());
  }

  private void straight(int code, int value) {
    var next = new Label();
    next.place(ops.size() + 1);
    ops.add(new Op(code, value, next, next));
  }

  byte[] assemble() {
    var program = ByteBuffer.allocate(ops.size() * BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < ops.size(); i++) {
      var op = ops.get(i);
      int yes = op.yes.index() - i - 1;
      int no = op.no.index() - i - 1;
      program.putShort((short) op.code);
      if (op.code == JUMP) {
        program.putShort((short) 0).putInt(yes);
      } else {
        program.put(reach(yes)).put(reach(no)).putInt(op.value);
      }
    }
    return program.array();
  }

  private static byte reach(int distance) {
    if (distance < 0 || distance > REACH) {
      throw new IllegalStateException("jump too far: " + distance);
    }
    return (byte) distance;
  }
}
