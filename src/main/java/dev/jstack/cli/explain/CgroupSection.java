package dev.jstack.cli.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What it may use and what it uses, as the files of its control groups say it. */
final class CgroupSection {
  private static final long UNLIMITED = 1L << 60;

  /** Of both versions; a file that isn't there is left out. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("memory.max", "bytes of memory it may use");
    FILES.put("memory.limit_in_bytes", "bytes of memory it may use");
    FILES.put("memory.current", "bytes of memory it uses, file cache included");
    FILES.put("memory.usage_in_bytes", "bytes of memory it uses, file cache included");
    FILES.put("memory.swap.max", "bytes it may have in swap");
    FILES.put("memory.memsw.limit_in_bytes", "bytes of memory and swap it may use");
    FILES.put("memory.low", "bytes that are spared when memory is short");
    FILES.put("memory.soft_limit_in_bytes", "bytes that are spared when memory is short");
    FILES.put("cpu.max", "microseconds of processor time it may use, in each period of so many");
    FILES.put("cpu.cfs_quota_us", "microseconds of processor time it may use in each period");
    FILES.put("cpu.cfs_period_us", "microseconds that a period has");
    FILES.put("cpu.weight", "its share when all cores are busy; 100 is usual");
    FILES.put("cpu.shares", "its share when all cores are busy; 1024 is usual");
    FILES.put("cpuset.cpus", "cores it may run on");
    FILES.put("cpuacct.usage", "nanoseconds of processor time it has used");
    FILES.put("cpu.stat", "processor time it has used");
    FILES.put("pids.max", "processes and threads it may have");
    FILES.put("pids.current", "processes and threads it has");
    FILES.put("io.max", "bytes and operations a second, per device");
    FILES.put("blkio.weight", "its share of the disks");
    FILES.put("freezer.state", "whether it is paused");
    FILES.put("cgroup.freeze", "1 while it is paused");
  }

  private CgroupSection() {}

  /** {@code directories} by controller; version 2 has one for all. */
  static Section of(Map<String, String> directories) {
    var section =
        new Section("CONTROL GROUPS")
            .say("A control group counts what its processes use, and stops them at its limits.")
            .say(
                "It is a directory; a limit is a number in a file. What isn't listed is unlimited.");
    var paths = directories.values().stream().distinct().map(Path::of).toList();
    FILES.forEach((file, meaning) ->
        paths.stream()
            .map(path -> path.resolve(file))
            .filter(Files::exists)
            .findFirst()
            .ifPresent(path ->
                value(path)
                    .ifPresent(value ->
                        section.fact(
                            Section.fact("file", file, "value", value, "meaning", meaning)))));
    paths.forEach(path -> section.see("ls " + path));
    paths.stream()
        .findFirst()
        .ifPresent(path -> section.see("cat " + path.resolve("cgroup.procs")));
    return section;
  }

  private static Optional<String> value(Path file) {
    try {
      String text = Files.readString(file).strip().replace("\n", ", ");
      boolean none =
          text.equals("max")
              || text.equals("-1")
              || (text.matches("\\d{19}") && Long.parseLong(text) > UNLIMITED);
      return Optional.of(none ? text + " (no limit)" : text.isEmpty() ? "(none)" : text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
