package dev.jstack.cli.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The layout of control groups, and what can be limited. */
final class CgroupChecks {
  /** Of version 1's names; what is missing without it. */
  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put("memory", "mem_limit and OOM reports");
    NEEDED.put("cpu", "cpus and cpu_shares");
    NEEDED.put("cpuset", "cpuset");
    NEEDED.put("pids", "pids_limit");
    NEEDED.put("io", "blkio_config");
  }

  private final Machine machine;

  CgroupChecks(Machine machine) {
    this.machine = machine;
  }

  List<Finding> all() {
    Map<String, String> mounts = mounts();
    boolean first = mounts.containsValue("cgroup");
    boolean second = mounts.containsValue("cgroup2");
    if (!first && !second) {
      return List.of(
          Finding.fail(
              "cgroups",
              "no control groups are mounted",
              "no container can start",
              "mount -t cgroup2 none /sys/fs/cgroup"));
    }
    String layout = first ? second ? "hybrid" : "version 1" : "version 2";
    Set<String> controllers = first ? versionOne() : versionTwo(mounts);
    return List.of(Finding.ok("cgroups", layout), controllers(controllers), freezer(first));
  }

  private Map<String, String> mounts() {
    Map<String, String> types = new LinkedHashMap<>();
    for (String line : machine.lines("/proc/self/mounts")) {
      String[] fields = line.split(" ", 4);
      if (fields.length > 2 && fields[2].startsWith("cgroup")) {
        types.put(fields[1], fields[2]);
      }
    }
    return types;
  }

  private Set<String> versionOne() {
    return machine.lines("/proc/self/cgroup").stream()
        .map(line -> line.split(":", 3))
        .filter(fields -> fields.length == 3)
        .flatMap(fields -> List.of(fields[1].split(",", -1)).stream())
        .map(name -> name.equals("blkio") ? "io" : name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> versionTwo(Map<String, String> mounts) {
    String place = mounts.keySet().stream().findFirst().orElse("/sys/fs/cgroup");
    return Set.of(machine.text(place + "/cgroup.controllers").orElse("").split(" ", -1));
  }

  private static Finding controllers(Set<String> there) {
    List<String> missing = NEEDED.keySet().stream().filter(name -> !there.contains(name)).toList();
    return missing.isEmpty()
        ? Finding.ok("controllers", String.join(", ", NEEDED.keySet()))
        : Finding.warn(
            "controllers",
            "there is none for " + String.join(", ", missing),
            missing.stream().map(NEEDED::get).collect(Collectors.joining(", "))
                + " are refused where a service asks for them",
            "boot with cgroup_enable=" + String.join(",", missing));
  }

  private Finding freezer(boolean first) {
    return !first || versionOne().contains("freezer")
        ? Finding.ok("freezer", "containers can be paused, and killed as a whole")
        : Finding.fail(
            "freezer",
            "version 1 without a freezer",
            "no container can start: its processes could not be found",
            "mount -t cgroup -o freezer freezer /sys/fs/cgroup/freezer");
  }
}
