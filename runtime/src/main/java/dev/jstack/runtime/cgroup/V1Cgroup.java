package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cgroup in several version 1 hierarchies. */
final class V1Cgroup implements Cgroup {
  private static final long FREEZE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MOVES = 20;

  private final Map<String, Path> directories;
  private final List<Path> shared;
  private final Map<String, Path> shown;

  /**
   * A cgroup.
   *
   * @param directories its own by controller
   * @param shared ones that are joined but not owned
   * @param shown those that members see of other controllers
   */
  V1Cgroup(Map<String, Path> directories, List<Path> shared, Map<String, Path> shown) {
    this.directories = Map.copyOf(directories);
    this.shared = shared;
    this.shown = Map.copyOf(shown);
  }

  @Override
  public Map<String, String> directories() {
    var names = new TreeMap<String, String>();
    directories.forEach((controller, directory) -> names.put(controller, directory.toString()));
    return names;
  }

  @Override
  public Map<String, String> view() {
    var all = new TreeMap<String, String>();
    shown.forEach((controller, directory) -> all.put(controller, directory.toString()));
    all.putAll(directories());
    return all;
  }

  private Set<Path> own() {
    return new LinkedHashSet<>(directories.values());
  }

  /** "0" to tasks moves one thread without the lock, and its RCU wait, that cgroup.procs takes. */
  @Override
  public List<String> joinFiles() {
    return Stream.concat(own().stream(), shared.stream())
        .map(directory -> directory.resolve("tasks").toString())
        .toList();
  }

  @Override
  public Optional<String> cloneTarget() {
    return Optional.empty();
  }

  @Override
  public void limit(CgroupLimits limits) {
    new V1Limits(directories).write(limits);
  }

  @Override
  public List<Integer> members() {
    return directories.containsKey("freezer")
        ? ControlFile.pids(file("freezer", "cgroup.procs"))
        : List.of();
  }

  /** Children are born where their parents are: again, until there are none; at last, frozen. */
  @Override
  public void gather() {
    for (int round = 0; round < MOVES; round++) {
      if (moveAll().isEmpty()) {
        return;
      }
    }
    boolean isPaused = isFrozen();
    freeze();
    try {
      moveAll();
      var missing = moveAll();
      if (!missing.isEmpty()) {
        throw new JstackException("these processes of the container keep their limits: " + missing);
      }
    } finally {
      if (!isPaused) {
        thaw();
      }
    }
  }

  private boolean isFrozen() {
    return ControlFile.read(file("freezer", "freezer.state")).orElse("").equals("FROZEN");
  }

  /** What was missing somewhere; one that has just ended can't be moved, and needn't be. */
  private Set<Integer> moveAll() {
    var members = members();
    var moved = new TreeSet<Integer>();
    for (var directory : own()) {
      var procs = directory.resolve("cgroup.procs");
      var missing = new ArrayList<>(members);
      missing.removeAll(inside(directory));
      missing.forEach(pid -> ControlFile.tryWrite(procs, pid.toString()));
      moved.addAll(missing);
    }
    return moved;
  }

  /** A container that may change its cgroups may have divided them. */
  private static Set<Integer> inside(Path directory) {
    var pids = new HashSet<>(ControlFile.pids(directory.resolve("cgroup.procs")));
    ControlFile.subdirectories(directory)
        .forEach(name -> pids.addAll(inside(directory.resolve(name))));
    return pids;
  }

  /** Frozen processes can neither fork nor end, so that none escapes and no pid is reused. */
  @Override
  public void kill() {
    if (members().isEmpty()) {
      return;
    }
    try {
      freeze();
    } finally {
      members().forEach(pid -> Signal.send(pid, Signal.KILL));
      thaw();
    }
  }

  @Override
  public void freeze() {
    var state = file("freezer", "freezer.state");
    long deadline = System.nanoTime() + FREEZE_NANOS;
    ControlFile.write(state, "FROZEN");
    while (!ControlFile.read(state).orElse("FROZEN").equals("FROZEN")) {
      if (System.nanoTime() > deadline) {
        ControlFile.write(state, "THAWED");
        throw new JstackException("cannot freeze the container: a process of it is stuck");
      }
      LockSupport.parkNanos(100_000);
      ControlFile.write(state, "FROZEN");
    }
  }

  @Override
  public void thaw() {
    ControlFile.write(file("freezer", "freezer.state"), "THAWED");
  }

  @Override
  public CgroupStats stats() {
    return new CgroupStats(
        number("cpuacct", "cpuacct.usage"),
        memoryInUse(),
        number("memory", "memory.limit_in_bytes"),
        ControlFile.read(file("freezer", "tasks")).stream().flatMap(String::lines).count(),
        number("pids", "pids.max"),
        transferred("Read"),
        transferred("Write"));
  }

  /** The sum over all devices. */
  private long transferred(String operation) {
    if (!directories.containsKey("blkio")) {
      return 0;
    }
    return ControlFile.read(file("blkio", "blkio.throttle.io_service_bytes_recursive")).stream()
        .flatMap(String::lines)
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length == 3 && fields[1].equals(operation))
        .mapToLong(fields -> Long.parseLong(fields[2]))
        .sum();
  }

  private long memoryInUse() {
    long droppable =
        directories.containsKey("memory")
            ? ControlFile.keyed(file("memory", "memory.stat"), "total_inactive_file")
            : 0;
    return Math.max(0, number("memory", "memory.usage_in_bytes") - droppable);
  }

  @Override
  public long oomKills() {
    return directories.containsKey("memory")
        ? ControlFile.keyed(file("memory", "memory.oom_control"), "oom_kill")
        : 0;
  }

  private long number(String controller, String name) {
    return directories.containsKey(controller) ? ControlFile.number(file(controller, name)) : 0;
  }

  private Path file(String controller, String name) {
    @Nullable Path directory = directories.get(controller);
    if (directory == null) {
      throw new JstackException("the container has no cgroup for " + controller);
    }
    return directory.resolve(name);
  }

  @Override
  public void remove() {
    for (var directory : own()) {
      if (Files.isDirectory(directory)) {
        ControlFile.remove(directory);
      }
    }
  }
}
