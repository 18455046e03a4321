package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.SeccompRule.Comparison;
import dev.jstack.runtime.launch.SeccompRule.Condition;
import dev.jstack.runtime.launch.SeccompRule.Scope;
import dev.jstack.runtime.linux.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What a seccomp filter does, by names of system calls.
 *
 * @param defaultAction for calls that no rule is about
 * @param abis whose calls are looked at; those of others end the process
 */
record SeccompProfile(int defaultAction, List<SeccompRule> rules, Set<SyscallTable> abis) {
  private static final int EPERM = 1;

  SeccompProfile {
    rules = List.copyOf(rules);
    abis = Set.copyOf(abis);
  }

  /** For calls newer than the profile: a library falls back on ENOSYS, but not on EPERM. */
  int ofUnknown() {
    boolean allows =
        defaultAction == SeccompRule.ALLOW
            || defaultAction == SeccompRule.LOG
            || (defaultAction & 0xffff_0000) == SeccompRule.TRACE;
    return allows ? defaultAction : SeccompRule.ERRNO | Errno.ENOSYS.number();
  }

  /** Docker's default; the resource's head describes its form. */
  static SeccompProfile dockerDefault() {
    try (var in = SeccompProfile.class.getResourceAsStream("seccomp-default.txt")) {
      if (in == null) {
        throw new IllegalStateException("no default seccomp profile");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeccompProfile parse(String text) {
    var rules = new ArrayList<SeccompRule>();
    String head = "";
    var names = new ArrayList<String>();
    for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      if (line.startsWith(" ")) {
        names.addAll(List.of(line.strip().split(" ", -1)));
        continue;
      }
      add(rules, head, names);
      head = line;
      names.clear();
    }
    add(rules, head, names);
    return new SeccompProfile(SeccompRule.ERRNO | EPERM, rules, EnumSet.allOf(SyscallTable.class));
  }

  private static void add(List<SeccompRule> rules, String head, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    var words = List.of(head.split(" ", -1)).iterator();
    int action =
        words.next().equals("errno")
            ? SeccompRule.ERRNO | Integer.parseInt(words.next())
            : SeccompRule.ALLOW;
    var with = new HashSet<Integer>();
    var without = new HashSet<Integer>();
    Set<String> on = Set.of();
    var conditions = new ArrayList<Condition>();
    while (words.hasNext()) {
      switch (words.next()) {
        case "with" -> with.add(CapabilitySet.number(words.next()));
        case "without" -> without.add(CapabilitySet.number(words.next()));
        case "on" -> on = Set.of(words.next().split(",", -1));
        case "if" -> conditions.add(condition(words));
        default -> throw new IllegalStateException("seccomp profile: " + head);
      }
    }
    var scope = new Scope(Set.copyOf(with), Set.copyOf(without), on, Set.of());
    rules.add(new SeccompRule(names, action, conditions, scope));
  }

  private static Condition condition(Iterator<String> words) {
    int index = Integer.parseInt(words.next());
    String operator = words.next();
    long value = Long.decode(words.next());
    return switch (operator) {
      case "<" -> new Condition(index, Comparison.LT, value, 0);
      case "==" -> new Condition(index, Comparison.EQ, value, 0);
      case "!=" -> new Condition(index, Comparison.NE, value, 0);
      case ">" -> new Condition(index, Comparison.GT, value, 0);
      case "&" -> {
        words.next();
        yield new Condition(index, Comparison.MASKED_EQ, Long.decode(words.next()), value);
      }
      default -> throw new IllegalStateException("seccomp profile: " + operator);
    };
  }
}
