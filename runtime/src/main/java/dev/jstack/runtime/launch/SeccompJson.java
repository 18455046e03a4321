package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.launch.SeccompRule.Comparison;
import dev.jstack.runtime.launch.SeccompRule.Condition;
import dev.jstack.runtime.launch.SeccompRule.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads profiles in Docker's JSON format (moby/profiles, seccomp). */
final class SeccompJson {
  private static final int EPERM = 1;

  /** The file's shape. */
  record File(
      String defaultAction,
      @Nullable Integer defaultErrnoRet,
      @Nullable List<String> architectures,
      @Nullable List<Family> archMap,
      @Nullable List<Entry> syscalls) {}

  record Family(String architecture, @Nullable List<String> subArchitectures) {}

  record Entry(
      @Nullable List<String> names,
      @Nullable String name,
      String action,
      @Nullable Integer errnoRet,
      @Nullable List<Argument> args,
      @Nullable Filter includes,
      @Nullable Filter excludes) {}

  record Argument(int index, long value, long valueTwo, String op) {}

  record Filter(
      @Nullable List<String> caps, @Nullable List<String> arches, @Nullable String minKernel) {}

  private static final Map<String, SyscallTable> ABIS =
      Map.of(
          "SCMP_ARCH_X86_64", SyscallTable.X86_64,
          "SCMP_ARCH_X86", SyscallTable.I386,
          "SCMP_ARCH_X32", SyscallTable.X32,
          "SCMP_ARCH_AARCH64", SyscallTable.AARCH64);

  private SeccompJson() {}

  static SeccompProfile parse(String json) {
    var file = Json.read(json.getBytes(StandardCharsets.UTF_8), File.class, "seccomp profile");
    int otherwise =
        named("defaultAction", () -> action(file.defaultAction(), file.defaultErrnoRet()));
    var entries = orEmpty(file.syscalls());
    var rules = new ArrayList<SeccompRule>();
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var rule = named("syscalls[" + i + "]", () -> fitsKernel(entry) ? rule(entry) : null);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new SeccompProfile(otherwise, rules, abis(file));
  }

  /** Says in which part of the file something is wrong. */
  private static <T extends @Nullable Object> T named(String place, Supplier<T> part) {
    try {
      return part.get();
    } catch (JstackException e) {
      throw new JstackException("seccomp profile: " + place + ": " + e.getMessage(), e);
    }
  }

  /** Docker's: the machine's own ABI, and those that the profile says go with it. */
  private static Set<SyscallTable> abis(File file) {
    var abis = EnumSet.of(SyscallTable.X86_64, SyscallTable.AARCH64);
    orEmpty(file.architectures()).forEach(name -> add(abis, name));
    for (var family : orEmpty(file.archMap())) {
      if (abis.contains(ABIS.get(family.architecture()))) {
        orEmpty(family.subArchitectures()).forEach(name -> add(abis, name));
      }
    }
    return abis;
  }

  private static void add(Set<SyscallTable> abis, String name) {
    var abi = ABIS.get(name);
    if (abi != null) {
      abis.add(abi);
    }
  }

  private static boolean fitsKernel(Entry entry) {
    return isAtLeast(entry.includes(), true) && !isAtLeast(entry.excludes(), false);
  }

  private static boolean isAtLeast(@Nullable Filter filter, boolean otherwise) {
    return (filter == null || filter.minKernel() == null)
        ? otherwise
        : KernelRelease.ofThisMachine().isAtLeast(KernelRelease.parse(filter.minKernel()));
  }

  private static SeccompRule rule(Entry entry) {
    var names = new ArrayList<>(orEmpty(entry.names()));
    if (entry.name() != null) {
      names.add(entry.name());
    }
    var conditions = orEmpty(entry.args()).stream().map(SeccompJson::condition).toList();
    return new SeccompRule(
        names, action(entry.action(), entry.errnoRet()), conditions, scope(entry));
  }

  private static Scope scope(Entry entry) {
    return new Scope(
        capabilities(entry.includes()),
        capabilities(entry.excludes()),
        architectures(entry.includes()),
        architectures(entry.excludes()));
  }

  private static Set<Integer> capabilities(@Nullable Filter filter) {
    return filter == null
        ? Set.of()
        : orEmpty(filter.caps()).stream()
            .map(CapabilitySet::number)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> architectures(@Nullable Filter filter) {
    return filter == null ? Set.of() : Set.copyOf(orEmpty(filter.arches()));
  }

  private static Condition condition(Argument argument) {
    if (argument.index() < 0 || argument.index() > 5) {
      throw new JstackException("argument index: expected 0 to 5, got " + argument.index());
    }
    if ("SCMP_CMP_MASKED_EQ".equals(argument.op())) {
      return new Condition(
          argument.index(), Comparison.MASKED_EQ, argument.valueTwo(), argument.value());
    }
    for (var comparison : Comparison.values()) {
      if (("SCMP_CMP_" + comparison).equals(argument.op())) {
        return new Condition(argument.index(), comparison, argument.value(), 0);
      }
    }
    throw new JstackException("unknown comparison \"" + argument.op() + "\"");
  }

  private static int action(@Nullable String name, @Nullable Integer errno) {
    int value = errno == null ? EPERM : errno & 0xffff;
    return switch (String.valueOf(name)) {
      case "SCMP_ACT_ALLOW" -> SeccompRule.ALLOW;
      case "SCMP_ACT_ERRNO" -> SeccompRule.ERRNO | value;
      case "SCMP_ACT_TRACE" -> SeccompRule.TRACE | value;
      case "SCMP_ACT_LOG" -> SeccompRule.LOG;
      case "SCMP_ACT_TRAP" -> SeccompRule.TRAP;
      case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> SeccompRule.KILL_THREAD;
      case "SCMP_ACT_KILL_PROCESS" -> SeccompRule.KILL_PROCESS;
      default -> throw new JstackException("unknown action \"" + name + "\"");
    };
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
