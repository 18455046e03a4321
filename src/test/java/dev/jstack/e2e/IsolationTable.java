package dev.jstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the probe printed in one container: key → value. */
record IsolationTable(Map<String, String> rows) {
  /** The probe's output, made the same from run to run. */
  static IsolationTable of(String output) {
    var rows = new LinkedHashMap<String, String>();
    output
        .replaceAll("\r", "")
        .replaceAll("/\\S*/containers/[0-9a-f]{64}/", "log/")
        .lines()
        .forEach(line -> add(rows, line));
    if (!rows.containsKey("end")) {
      throw new AssertionError("the probe did not come to its end:\n" + output);
    }
    return new IsolationTable(rows);
  }

  /**
   * Several tables of one file: {@code [variant]}, then its rows. All but the first have only the
   * rows in which they differ from it, and {@code -key} for those they lack.
   */
  static Map<String, IsolationTable> read(List<String> lines) {
    var tables = new LinkedHashMap<String, IsolationTable>();
    Map<String, String> first = Map.of();
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("[")) {
        rows = new LinkedHashMap<>(first);
        first = tables.isEmpty() ? rows : first;
        tables.put(line.substring(1, line.length() - 1), new IsolationTable(rows));
      } else if (line.startsWith("-")) {
        rows.remove(line.substring(1));
      } else if (!line.startsWith("#")) {
        add(rows, line);
      }
    }
    return tables;
  }

  private static void add(Map<String, String> rows, String line) {
    int space =
        line.startsWith("path.made ")
            ? line.indexOf(' ', line.indexOf("in ") + 3)
            : line.indexOf(' ');
    rows.put(
        space < 0 ? line : line.substring(0, space),
        space < 0 ? "" : line.substring(space + 1).strip());
  }

  /** Whether the golden file's head names this machine's kernel version and kind of cgroups. */
  static boolean isOfThisKind(Path golden) throws IOException {
    String head =
        Files.readAllLines(golden).stream()
            .filter(l -> l.startsWith("# kernel"))
            .findFirst()
            .orElseThrow();
    String release = Files.readString(Path.of("/proc/sys/kernel/osrelease"));
    String version = release.substring(0, release.indexOf('.', release.indexOf('.') + 1));
    boolean first = Files.exists(Path.of("/sys/fs/cgroup/freezer"));
    return head.equals("# kernel " + version + ", cgroup v" + (first ? 1 : 2));
  }

  /** Rows of this table of Docker's that deny something which another engine's permits. */
  List<String> permittedOnlyBy(String variant, Map<String, IsolationTable> others) {
    var found = new ArrayList<String>();
    Map<String, String> other = others.get(variant).rows;
    other.forEach((key, value) -> {
      if (Permission.isWider(key, rows.get(key), value)) {
        found.add(variant + ": " + key + ": " + value + ", in Docker: " + rows.get(key));
      }
    });
    for (String abi : List.of("x86_64", "i386", "x32")) {
      var calls = refused(rows, abi);
      calls.andNot(refused(other, abi));
      if (!calls.isEmpty()) {
        found.add(variant + ": " + abi + " calls " + calls);
      }
    }
    return found;
  }

  /** Numbers of the calls that fail whatever they are given. */
  private static BitSet refused(Map<String, String> rows, String abi) {
    var all = new BitSet();
    for (String how : List.of("EPERM", "ENOSYS", "EACCES", "SIGSYS")) {
      all.or(Permission.numbers(rows.getOrDefault("sweep." + abi + "." + how, "-")));
    }
    return all;
  }
}
