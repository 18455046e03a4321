package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.launch.SeccompRule.Comparison;
import dev.jstack.runtime.launch.SeccompRule.Condition;
import dev.jstack.runtime.launch.SeccompRule.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads profiles in Docker's JSON format (moby/profiles, seccomp). */
final class SeccompJson {
  private static final int EPERM = 1;

  /** The file's shape. */
  record File(
      String defaultAction, @Nullable Integer defaultErrnoRet, @Nullable List<Entry> syscalls) {}

  record Entry(
      @Nullable List<String> names,
      @Nullable String name,
      String action,
      @Nullable Integer errnoRet,
      @Nullable List<Argument> args,
      @Nullable Filter includes,
      @Nullable Filter excludes) {}

  record Argument(int index, long value, long valueTwo, String op) {}

  record Filter(@Nullable List<String> caps, @Nullable List<String> arches) {}

  private SeccompJson() {}

  static SeccompProfile parse(String json) {
    var file = Json.read(json.getBytes(StandardCharsets.UTF_8), File.class, "seccomp profile");
    var rules = new ArrayList<SeccompRule>();
    for (var entry : orEmpty(file.syscalls())) {
      rules.add(rule(entry));
    }
    return new SeccompProfile(action(file.defaultAction(), file.defaultErrnoRet()), rules);
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
    if (argument.op().equals("SCMP_CMP_MASKED_EQ")) {
      return new Condition(
          argument.index(), Comparison.MASKED_EQ, argument.valueTwo(), argument.value());
    }
    for (var comparison : Comparison.values()) {
      if (argument.op().equals("SCMP_CMP_" + comparison)) {
        return new Condition(argument.index(), comparison, argument.value(), 0);
      }
    }
    throw new JstackException("seccomp profile: unknown comparison \"" + argument.op() + "\"");
  }

  private static int action(String name, @Nullable Integer errno) {
    int value = errno == null ? EPERM : errno & 0xffff;
    return switch (name) {
      case "SCMP_ACT_ALLOW" -> SeccompRule.ALLOW;
      case "SCMP_ACT_ERRNO" -> SeccompRule.ERRNO | value;
      case "SCMP_ACT_TRACE" -> SeccompRule.TRACE | value;
      case "SCMP_ACT_LOG" -> SeccompRule.LOG;
      case "SCMP_ACT_TRAP" -> SeccompRule.TRAP;
      case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> SeccompRule.KILL_THREAD;
      case "SCMP_ACT_KILL_PROCESS" -> SeccompRule.KILL_PROCESS;
      default -> throw new JstackException("seccomp profile: unknown action \"" + name + "\"");
    };
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
