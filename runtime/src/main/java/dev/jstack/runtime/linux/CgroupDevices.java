package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * Attaches a program that decides about device nodes to a version 2 cgroup (bpf(2),
 * BPF_PROG_TYPE_CGROUP_DEVICE).
 */
public final class CgroupDevices {
  private static final int PROG_LOAD = 5;
  private static final int PROG_ATTACH = 8;
  private static final int TYPE_CGROUP_DEVICE = 15;
  private static final int ATTACH_CGROUP_DEVICE = 6;
  private static final int ALLOW_MULTI = 2;
  private static final int ATTRIBUTE_BYTES = 128;
  private static final int INSTRUCTION_BYTES = 8;

  private CgroupDevices() {}

  /** Loads and attaches a program of struct bpf_insn; it lives as long as the cgroup. */
  public static void attach(Fd cgroup, long[] instructions) {
    try (var program = load(instructions);
        var attributes = new Memory(ATTRIBUTE_BYTES)) {
      attributes.clear();
      attributes.setInt(0, cgroup.number());
      attributes.setInt(4, program.number());
      attributes.setInt(8, ATTACH_CGROUP_DEVICE);
      attributes.setInt(12, ALLOW_MULTI);
      bpf("attach device rules", PROG_ATTACH, attributes);
    }
  }

  /** union bpf_attr of BPF_PROG_LOAD, linux/bpf.h. */
  private static Fd load(long[] instructions) {
    var code = new Memory((long) instructions.length * INSTRUCTION_BYTES);
    code.write(0, Arrays.copyOf(instructions, instructions.length), 0, instructions.length);
    var license = Kernel.cString("Apache-2.0");
    try (var attributes = new Memory(ATTRIBUTE_BYTES)) {
      attributes.clear();
      attributes.setInt(0, TYPE_CGROUP_DEVICE);
      attributes.setInt(4, instructions.length);
      attributes.setLong(8, Kernel.address(code));
      attributes.setLong(16, Kernel.address(license));
      return Fd.own(bpf("load device rules", PROG_LOAD, attributes));
    } finally {
      Reference.reachabilityFence(code);
      Reference.reachabilityFence(license);
    }
  }

  private static long bpf(String action, int command, Memory attributes) {
    return Kernel.check(action, Syscall.BPF, command, Kernel.address(attributes), ATTRIBUTE_BYTES);
  }
}
