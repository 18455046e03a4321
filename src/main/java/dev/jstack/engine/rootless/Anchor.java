package dev.jstack.engine.rootless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The process that keeps a rootless engine's namespaces: its number and start time, in a file. */
public final class Anchor {
  private static final int START_TIME = 22 - 3;

  private Anchor() {}

  /** Notes the parent of this process, the engine, unless an anchor is noted that lives. */
  public static void note(Path runDir) throws IOException {
    if (living(runDir).isPresent()) {
      return;
    }
    var parent = ProcessHandle.current().parent();
    if (parent.isPresent()) {
      var line = line(parent.get().pid());
      if (line.isPresent() && line.get().contains("(jstack-anchor)")) {
        Files.writeString(file(runDir), line.get());
      }
    }
  }

  /** The process noted, if it is still the same. */
  static OptionalInt living(Path runDir) {
    try {
      var noted = Files.readString(file(runDir));
      int pid = Integer.parseInt(noted.substring(0, noted.indexOf(' ')));
      boolean same = line(pid).filter(now -> isAlive(now) && isSame(now, noted)).isPresent();
      return same ? OptionalInt.of(pid) : OptionalInt.empty();
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Path file(Path runDir) {
    return runDir.resolve("anchor");
  }

  /** Of proc_pid_stat(5). */
  private static Optional<String> line(long pid) {
    try {
      return Optional.of(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isAlive(String line) {
    var state = fields(line)[0];
    return !state.equals("Z") && !state.equals("X");
  }

  private static boolean isSame(String now, String noted) {
    return fields(now)[START_TIME].equals(fields(noted)[START_TIME]);
  }

  /** Those after the name, from the third on. */
  private static String[] fields(String line) {
    return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
  }
}
