package dev.jstack.runtime.cgroup;

import java.util.ArrayList;
import java.util.List;

/**
 * Device rules as a BPF program (struct bpf_insn, linux/bpf.h): the first rule that fits the kind,
 * the numbers and all of the asked-for access allows it; otherwise it is refused.
 */
final class DeviceProgram {
  private static final int LOAD_WORD = 0x61;
  private static final int MOVE_REGISTER = 0xbf;
  private static final int MOVE_NUMBER = 0xb7;
  private static final int AND_NUMBER = 0x57;
  private static final int SHIFT_RIGHT = 0x77;
  private static final int JUMP_IF_NOT = 0x55;
  private static final int EXIT = 0x95;
  private static final int ACCESS_MKNOD = 1;
  private static final int ACCESS_READ = 2;
  private static final int ACCESS_WRITE = 4;
  private static final int KIND_BLOCK = 1;
  private static final int KIND_CHARACTER = 2;

  private final List<Long> code = new ArrayList<>();

  private DeviceProgram() {}

  /** r1 is struct bpf_cgroup_dev_ctx { access_type, major, minor }; r2 kind, r3 access, r4, r5. */
  static long[] compile(List<DeviceRule> rules) {
    var program = new DeviceProgram();
    program.emit(LOAD_WORD, 2, 1, 0, 0);
    program.emit(AND_NUMBER, 2, 0, 0, 0xffff);
    program.emit(LOAD_WORD, 3, 1, 0, 0);
    program.emit(SHIFT_RIGHT, 3, 0, 0, 16);
    program.emit(LOAD_WORD, 4, 1, 4, 0);
    program.emit(LOAD_WORD, 5, 1, 8, 0);
    rules.forEach(program::rule);
    program.result(0);
    return program.code.stream().mapToLong(Long::longValue).toArray();
  }

  private void rule(DeviceRule rule) {
    int start = code.size();
    int length = length(rule);
    if (rule.kind() != 'a') {
      jumpUnless(2, rule.kind() == 'b' ? KIND_BLOCK : KIND_CHARACTER, start + length);
    }
    emit(MOVE_REGISTER, 1, 3, 0, 0);
    emit(AND_NUMBER, 1, 0, 0, ~access(rule.access()));
    jumpUnless(1, 0, start + length);
    if (rule.major() >= 0) {
      jumpUnless(4, rule.major(), start + length);
    }
    if (rule.minor() >= 0) {
      jumpUnless(5, rule.minor(), start + length);
    }
    result(1);
  }

  private static int length(DeviceRule rule) {
    int checks = rule.kind() == 'a' ? 0 : 1;
    checks += rule.major() >= 0 ? 1 : 0;
    checks += rule.minor() >= 0 ? 1 : 0;
    return checks + 5;
  }

  private static int access(String letters) {
    return (letters.contains("r") ? ACCESS_READ : 0)
        | (letters.contains("w") ? ACCESS_WRITE : 0)
        | (letters.contains("m") ? ACCESS_MKNOD : 0);
  }

  private void result(int allowed) {
    emit(MOVE_NUMBER, 0, 0, 0, allowed);
    emit(EXIT, 0, 0, 0, 0);
  }

  private void jumpUnless(int register, int number, int target) {
    emit(JUMP_IF_NOT, register, 0, target - code.size() - 1, number);
  }

  private void emit(int operation, int destination, int source, int offset, int immediate) {
    code.add(
        operation
            | (long) (destination | source << 4) << 8
            | (long) (offset & 0xffff) << 16
            | (long) immediate << 32);
  }
}
