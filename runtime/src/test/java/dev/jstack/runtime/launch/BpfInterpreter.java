package dev.jstack.runtime.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a seccomp program as the kernel does (Documentation/networking/filter.rst). */
final class BpfInterpreter {
  private final byte[] program;

  BpfInterpreter(byte[] program) {
    this.program = program;
  }

  int instructions() {
    return program.length / BpfAssembler.BYTES;
  }

  /** The program's verdict on a call. */
  int run(int audit, int number, long... arguments) {
    var data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(number).putInt(audit).putLong(0);
    for (long argument : arguments) {
      data.putLong(argument);
    }
    var code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
    int word = 0;
    for (int at = 0; ; at++) {
      int base = at * BpfAssembler.BYTES;
      int operation = code.getShort(base);
      int yes = code.get(base + 2) & 0xff;
      int no = code.get(base + 3) & 0xff;
      int value = code.getInt(base + 4);
      switch (operation) {
        case BpfAssembler.LOAD -> word = data.getInt(value);
        case BpfAssembler.AND -> word &= value;
        case BpfAssembler.JUMP -> at += value;
        case BpfAssembler.JUMP_EQUAL -> at += word == value ? yes : no;
        case BpfAssembler.JUMP_SET -> at += (word & value) != 0 ? yes : no;
        case BpfAssembler.JUMP_GREATER -> at += Integer.compareUnsigned(word, value) > 0 ? yes : no;
        case BpfAssembler.JUMP_GREATER_OR_EQUAL ->
            at += Integer.compareUnsigned(word, value) >= 0 ? yes : no;
        case BpfAssembler.RETURN -> {
          return value;
        }
        default -> throw new IllegalStateException("operation " + operation);
      }
    }
  }
}
