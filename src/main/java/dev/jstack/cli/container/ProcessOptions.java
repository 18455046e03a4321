package dev.jstack.cli.container;

import dev.jstack.engine.CancelledException;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The columns that somebody asks this machine's {@code ps} for, of some processes. */
final class ProcessOptions {
  private static final String PID = "PID";

  private final List<String> options;

  ProcessOptions(List<String> options) {
    this.options = options;
  }

  /** A row of column names, then one a process. */
  List<List<String>> table(Set<Integer> pids) {
    List<String> lines = run().lines().toList();
    List<String> names = words(lines.isEmpty() ? "" : lines.getFirst(), Integer.MAX_VALUE);
    int column = names.indexOf(PID);
    if (column < 0) {
      throw new JstackException("couldn't find the PID field in ps output", "add pid to -o", null);
    }
    List<List<String>> table = new ArrayList<>();
    table.add(names);
    lines.stream()
        .skip(1)
        .map(line -> words(line, names.size()))
        .filter(row -> row.size() > column && pids.contains(number(row.get(column))))
        .forEach(table::add);
    return table;
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** At most so many: the last one has blanks. */
  private static List<String> words(String line, int most) {
    return List.of(line.strip().split("\\s+", most));
  }

  private String run() {
    List<String> command = new ArrayList<>(List.of("ps"));
    command.addAll(options);
    try {
      Process ps = new ProcessBuilder(command).redirectErrorStream(true).start();
      ps.getOutputStream().close();
      String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (ps.waitFor() != 0) {
        throw new JstackException(
            "ps " + String.join(" ", options) + ": " + output.lines().findFirst().orElse("failed"));
      }
      return output;
    } catch (IOException e) {
      throw new JstackException(
          "options need this machine's ps, which can't be run: " + e.getMessage(),
          "install procps, or leave the options out",
          e);
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
  }
}
