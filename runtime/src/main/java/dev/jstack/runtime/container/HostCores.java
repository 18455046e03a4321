package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.ProcFile;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The cores and memory nodes that this machine has for us, as the kernel lists them ({@code 0-3,5};
 * cpuset(7)).
 */
public record HostCores(String cores, String nodes) {
  private static final long NANOS = 1_000_000_000L;
  private static final int MOST = 1 << 16;

  /** Those that the engine may use itself, which are all that its own cgroup has. */
  public static HostCores ofThisMachine() {
    return new HostCores(allowed("Cpus_allowed_list:"), allowed("Mems_allowed_list:"));
  }

  private static String allowed(String key) {
    return ProcFile.lines("/proc/self/status").stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .findFirst()
        .orElse("0");
  }

  public int count() {
    return numbers("cpuset cpus", cores).size();
  }

  /** Fails if there are no such cores or nodes. */
  void check(ResourceLimits limits) {
    check("CPUs", "cpuset cpus", limits.cpuset(), cores);
    check("memory nodes", "cpuset mems", limits.tuning().memoryNodes(), nodes);
  }

  private static void check(String what, String name, @Nullable String asked, String there) {
    if (asked != null
        && !asked.isEmpty()
        && !numbers(name, there).containsAll(numbers(name, asked))) {
      throw new JstackException(
          "requested %s are not available: requested %s, available: %s"
              .formatted(what, asked, there));
    }
  }

  /** Fails outside of Docker's bounds of {@code --cpus}. */
  public void checkCount(long nanoCpus) {
    if (nanoCpus < NANOS / 100 || nanoCpus > count() * NANOS) {
      throw new JstackException(
          "range of CPUs is from 0.01 to %1$d.00, as there are only %1$d CPUs available"
              .formatted(count()));
    }
  }

  private static Set<Integer> numbers(String name, String list) {
    var numbers = new TreeSet<Integer>();
    for (String part : list.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      int first = number(name, list, ends[0]);
      int last = ends.length == 1 ? first : number(name, list, ends[1]);
      if (ends.length > 2 || last < first) {
        throw invalid(name, list);
      }
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static int number(String name, String list, String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) >= MOST) {
      throw invalid(name, list);
    }
    return Integer.parseInt(text);
  }

  private static JstackException invalid(String name, String list) {
    return new JstackException(
        "invalid value \"" + list + "\" for " + name + ": expected a list like 0-2,5");
  }
}
