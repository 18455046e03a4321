package dev.jstack.cli.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Processes of the host with the columns of {@code ps -ef}. */
public final class ProcessTable {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** Those of {@code pids} that still live. */
  public List<Map<String, Object>> of(List<Integer> pids) {
    return pids.stream()
        .map(pid -> ProcessHandle.of(pid))
        .flatMap(Optional::stream)
        .map(ProcessTable::row)
        .toList();
  }

  /** As the program calls itself (proc_pid_cmdline(5)). */
  private static Optional<String> commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip())
          .filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The number of a user without a name, as remapped ones are. */
  private static String owner(long pid) {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid"));
    } catch (IOException e) {
      return "?";
    }
  }

  private static Map<String, Object> row(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    Duration used = info.totalCpuDuration().orElse(Duration.ZERO);
    Instant start = info.startInstant().orElse(Instant.now());
    long age = Math.max(1, Duration.between(start, Instant.now()).toMillis());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("UID", info.user().orElseGet(() -> owner(process.pid())));
    row.put("PID", process.pid());
    row.put("PPID", process.parent().map(ProcessHandle::pid).orElse(0L));
    row.put("C", Math.min(99, used.toMillis() * 100 / age));
    row.put("STIME", START.format(start));
    row.put("TTY", "?");
    row.put(
        "TIME",
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            used.toHours(),
            used.toMinutesPart(),
            used.toSecondsPart()));
    row.put("CMD", commandLine(process.pid()).orElse(info.command().orElse("?")));
    return row;
  }
}
