package dev.jstack.engine.rootless;

import dev.jstack.runtime.linux.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The processes that keep a rootless engine's namespaces, in a file: each lives as long as what the
 * engines below it have left, so any of them is the way in.
 */
public final class Anchor {
  private Anchor() {}

  /** Notes the parent of this process, the engine, beside those that live. */
  public static void note(Path runDir) throws IOException {
    var lines = new ArrayList<>(living(file(runDir)));
    var parent = ProcessHandle.current().parent();
    if (parent.isPresent()) {
      var line = Files.readString(Path.of("/proc/" + parent.get().pid() + "/stat")).strip();
      if (line.contains("(jstack-anchor)")
          && lines.stream().noneMatch(other -> isSame(other, line))) {
        lines.add(line);
      }
    }
    Files.write(file(runDir), lines);
  }

  /** One that is still the same. */
  static OptionalInt find(Path runDir) throws IOException {
    return living(file(runDir)).stream()
        .flatMap(line -> ProcessStat.parse(line).stream())
        .mapToInt(ProcessStat::pid)
        .findFirst();
  }

  private static List<String> living(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .filter(line -> ProcessStat.parse(line).filter(Anchor::keeps).isPresent())
            .toList()
        : List.of();
  }

  private static boolean isSame(String first, String second) {
    return ProcessStat.parse(first)
        .map(ProcessStat::pid)
        .equals(ProcessStat.parse(second).map(ProcessStat::pid));
  }

  /** One that has ended, but that nobody has waited for, has no command line any more. */
  private static boolean keeps(ProcessStat anchor) {
    try {
      return anchor.isAlive()
          && Files.readAllBytes(Path.of("/proc/" + anchor.pid() + "/cmdline")).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path file(Path runDir) {
    return runDir.resolve("anchor");
  }
}
