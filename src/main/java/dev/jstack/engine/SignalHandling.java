package dev.jstack.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process has told the kernel about a signal (proc_pid_status(5)). */
final class SignalHandling {
  private final Path proc;

  SignalHandling(Path proc) {
    this.proc = proc;
  }

  /**
   * Whether a thread of the process catches or blocks the signal (a blocked one may be read by
   * sigwait or signalfd). True when that can't be read.
   */
  boolean mayHandle(int pid, int signal) {
    try (Stream<Path> threads = Files.list(proc.resolve(pid + "/task"))) {
      return threads.anyMatch(thread -> mentions(thread, signal));
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  private static boolean mentions(Path thread, int signal) {
    try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigBlk:"))
          .anyMatch(line -> (mask(line) >>> (signal - 1) & 1) == 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long mask(String line) {
    return Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
  }
}
