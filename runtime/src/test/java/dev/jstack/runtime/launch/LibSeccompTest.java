package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.launch.SeccompRule.Condition;
import dev.jstack.runtime.linux.LibSeccomp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Docker's default profile as we compile it beside what libseccomp, which runc uses, makes of it:
 * the same verdict on every call of every ABI. Where ours differs it denies more.
 */
class LibSeccompTest {
  private static final Map<SyscallTable, Integer> TOKENS =
      Map.of(
          SyscallTable.X86_64, 0xc000_003e,
          SyscallTable.I386, 0x4000_0003,
          SyscallTable.X32, 0x4000_003e,
          SyscallTable.AARCH64, 0xc000_00b7);

  /**
   * Made through socketcall, where nobody sees the family: we refuse it, the library lets it by.
   */
  private static final long SOCKET = 1;

  /** Without upper halves: those we refuse where libseccomp's program lets them through. */
  private static final List<long[]> ARGUMENTS =
      IntStream.of(0, 1, 2, 8, 37, 38, 39, 40, 41, 0x11, 0x20000, 0x20008, 0x1000_0011, 0x7e02_0000)
          .mapToObj(value -> new long[] {value, value, value, value, value, value})
          .toList();

  /** For a process of this machine and its other ABIs. */
  private static List<SyscallTable> abis(String architecture) {
    return architecture.equals("aarch64")
        ? List.of(SyscallTable.AARCH64)
        : List.of(SyscallTable.X86_64, SyscallTable.I386, SyscallTable.X32);
  }

  private static CapabilitySet capabilities(String name) {
    return switch (name) {
      case "none" -> CapabilitySet.NONE;
      case "all" -> CapabilitySet.ALL;
      default -> CapabilitySet.DEFAULT;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64 default", "x86_64 none", "x86_64 all", "aarch64 default"})
  void everyCallGetsTheSameVerdict(String variant) throws IOException {
    String architecture = variant.split(" ", 2)[0];
    var set = capabilities(variant.split(" ", 2)[1]);
    var ours =
        new BpfInterpreter(
            SeccompCompiler.compile(SeccompProfile.dockerDefault(), set, architecture)
                .instructions());
    var library = LibSeccomp.filter(SeccompProfile.dockerDefault().defaultAction());
    Assumptions.assumeTrue(library.isPresent(), "libseccomp.so.2 is not installed (libseccomp2)");
    var different = new TreeMap<String, String>();
    try (var filter = library.get()) {
      filter.architectures(abis(architecture).stream().map(TOKENS::get).toList());
      fill(filter, set, architecture);
      var theirs = new BpfInterpreter(filter.program());
      for (var table : abis(architecture)) {
        different.putAll(compare(filter, table, ours, theirs));
      }
    }
    assertThat(different).isEmpty();
  }

  /** As runc does it (libcontainer/seccomp, matchCall). */
  private static void fill(LibSeccomp filter, CapabilitySet set, String architecture) {
    var profile = SeccompProfile.dockerDefault();
    String host = architecture.equals("aarch64") ? "arm64" : "amd64";
    for (var rule : profile.rules()) {
      if (rule.scope().counts(set, host) && rule.action() != profile.defaultAction()) {
        var comparisons = rule.conditions().stream().map(LibSeccompTest::comparison).toList();
        rule.names().forEach(name -> filter.rule(rule.action(), name, comparisons));
      }
    }
  }

  private static LibSeccomp.Comparison comparison(Condition condition) {
    int operator =
        switch (condition.comparison()) {
          case NE -> 1;
          case LT -> 2;
          case LE -> 3;
          case EQ -> 4;
          case GE -> 5;
          case GT -> 6;
          case MASKED_EQ -> 7;
        };
    return operator == 7
        ? new LibSeccomp.Comparison(
            condition.index(), operator, condition.mask(), condition.value())
        : new LibSeccomp.Comparison(condition.index(), operator, condition.value(), 0);
  }

  private static Map<String, String> compare(
      LibSeccomp filter, SyscallTable table, BpfInterpreter ours, BpfInterpreter theirs)
      throws IOException {
    int bit = table == SyscallTable.X32 ? SyscallTable.X32_BIT : 0;
    var names = names(table);
    var different = new TreeMap<String, String>();
    for (int number = 0; number <= table.highest(); number++) {
      String name = names.getOrDefault(number, "" + number);
      if (names.containsKey(number) && isUnknown(filter, name)) {
        continue; // newer than the library
      }
      for (long[] arguments : ARGUMENTS) {
        int own = ours.run(table.audit(), number | bit, arguments);
        int other = theirs.run(table.audit(), number | bit, arguments);
        if (own != other && !(name.equals("socketcall") && arguments[0] == SOCKET)) {
          different.put(
              table + " " + name + " " + Long.toHexString(arguments[0]),
              "ours %x, libseccomp's %x".formatted(own, other));
        }
      }
    }
    return different;
  }

  private static boolean isUnknown(LibSeccomp filter, String name) {
    return TOKENS.values().stream().anyMatch(token -> filter.number(name, token).isEmpty());
  }

  private static Map<Integer, String> names(SyscallTable table) throws IOException {
    String resource = "syscalls-" + table.name().toLowerCase(Locale.ROOT) + ".tsv";
    try (var in = Objects.requireNonNull(SyscallTable.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toMap(f -> Integer.valueOf(f[1]), f -> f[0], (a, _) -> a));
    }
  }
}
