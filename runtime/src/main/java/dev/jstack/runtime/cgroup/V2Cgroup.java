package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A version 2 cgroup: one directory, or none if it is gone. */
final class V2Cgroup implements Cgroup {
  private static final long FREEZE_NANOS = Duration.ofSeconds(10).toNanos();

  private final List<Path> directories;

  V2Cgroup(List<Path> directories) {
    this.directories = directories;
  }

  @Override
  public Map<String, String> directories() {
    return directories.isEmpty() ? Map.of() : Map.of("", directories.getFirst().toString());
  }

  @Override
  public Map<String, String> view() {
    return directories();
  }

  @Override
  public List<String> joinFiles() {
    return List.of();
  }

  @Override
  public Optional<String> cloneTarget() {
    return directories.stream().map(Path::toString).findFirst();
  }

  @Override
  public void limit(CgroupLimits limits) {
    for (var directory : directories) {
      V2Limits.write(directory, limits);
      if (limits.devices() != null) {
        V2Limits.allowDevices(directory, limits.devices());
      }
    }
  }

  @Override
  public void gather() {}

  @Override
  public List<Integer> members() {
    return ControlFile.pids(file("cgroup.procs"));
  }

  /** cgroup.kill is there since Linux 5.14. */
  @Override
  public void kill() {
    if (Files.exists(file("cgroup.kill"))) {
      ControlFile.write(file("cgroup.kill"), "1");
    } else if (!members().isEmpty()) {
      freeze();
      members().forEach(pid -> Signal.send(pid, Signal.KILL));
      thaw();
    }
  }

  @Override
  public void freeze() {
    ControlFile.write(file("cgroup.freeze"), "1");
    long deadline = System.nanoTime() + FREEZE_NANOS;
    while (ControlFile.keyed(file("cgroup.events"), "frozen") == 0) {
      if (System.nanoTime() > deadline) {
        thaw();
        throw new JstackException("cannot freeze the container: a process of it is stuck");
      }
      LockSupport.parkNanos(100_000);
    }
  }

  @Override
  public void thaw() {
    ControlFile.write(file("cgroup.freeze"), "0");
  }

  @Override
  public CgroupStats stats() {
    long droppable = ControlFile.keyed(file("memory.stat"), "inactive_file");
    return new CgroupStats(
        ControlFile.keyed(file("cpu.stat"), "usage_usec") * 1000,
        Math.max(0, ControlFile.number(file("memory.current")) - droppable),
        ControlFile.number(file("memory.max")),
        ControlFile.number(file("pids.current")),
        ControlFile.number(file("pids.max")),
        io("rbytes="),
        io("wbytes="));
  }

  /** The sum over all devices of a {@code key=number} field of io.stat. */
  private long io(String key) {
    return ControlFile.read(file("io.stat")).stream()
        .flatMap(text -> List.of(text.split("\\s+", -1)).stream())
        .filter(word -> word.startsWith(key))
        .mapToLong(word -> Long.parseLong(word.substring(key.length())))
        .sum();
  }

  @Override
  public long oomKills() {
    return ControlFile.keyed(file("memory.events"), "oom_kill");
  }

  private Path file(String name) {
    return directories.isEmpty() ? Path.of("/nonexistent") : directories.getFirst().resolve(name);
  }

  @Override
  public void remove() {
    for (var directory : directories) {
      if (Files.isDirectory(directory)) {
        ControlFile.remove(directory);
      }
    }
  }
}
