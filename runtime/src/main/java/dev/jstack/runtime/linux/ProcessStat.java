package dev.jstack.runtime.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process by number and start time, which together mean the same one until the next boot.
 *
 * @param parent its parent's number
 * @param started in clock ticks since boot
 */
public record ProcessStat(int pid, int parent, long started) {
  /** Of a process that exists. */
  public static Optional<ProcessStat> of(int pid) {
    return read(Path.of("/proc/" + pid + "/stat"));
  }

  /** A line of /proc/PID/stat in a file (proc_pid_stat(5)). */
  public static Optional<ProcessStat> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The name in brackets may contain anything, so the fields count from the last bracket. */
  public static Optional<ProcessStat> parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open) {
      return Optional.empty();
    }
    String[] fields = line.substring(close + 1).strip().split(" ", -1);
    return fields.length < 20
        ? Optional.empty()
        : Optional.of(
            new ProcessStat(
                Integer.parseInt(line.substring(0, open).strip()),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[19])));
  }

  /** The same process still exists. */
  public boolean isAlive() {
    return of(pid).filter(now -> now.started == started).isPresent();
  }
}
