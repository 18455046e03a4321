package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.SeccompRule.Condition;
import java.util.List;
import java.util.Map;

/**
 * Arguments that the kernel takes as 32 bits: a filter that compared 64 would let a caller hide a
 * value behind the upper half (CVE-2019-10063).
 */
final class IntArguments {
  private static final Map<String, Integer> INDEX =
      Map.of("socket", 0, "socketcall", 0, "personality", 0, "ioctl", 1, "fcntl", 1, "prctl", 0);

  private IntArguments() {}

  /** The condition on the lower half alone, where that is all the kernel reads. */
  static Condition narrow(List<String> names, Condition condition) {
    boolean all = !names.isEmpty() && names.stream().allMatch(n -> isInt(n, condition.index()));
    return all ? condition.ofLowerHalf() : condition;
  }

  private static boolean isInt(String name, int index) {
    Integer known = INDEX.get(name);
    return known != null && known == index;
  }
}
