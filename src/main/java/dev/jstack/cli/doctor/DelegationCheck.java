package dev.jstack.cli.doctor;

import dev.jstack.cli.frame.EngineUser;
import java.util.List;
import java.util.Optional;

/** Whether an ordinary user may divide a control group, and what can be limited in it. */
final class DelegationCheck {
  private static final String CHECK = "delegation";
  private static final List<String> WANTED = List.of("cpu", "memory", "pids");

  private final Machine machine;
  private final EngineUser user;

  DelegationCheck(Machine machine, EngineUser user) {
    this.machine = machine;
    this.user = user;
  }

  Finding finding() {
    var place = place();
    if (place.isEmpty()) {
      return none("boot with cgroup v2: systemd.unified_cgroup_hierarchy=1");
    }
    String own = place.get() + path();
    if (!machine.writable(own + "/cgroup.subtree_control")
        || !machine.writable(own + "/cgroup.procs")) {
      return none(
          "start the engine in a delegated one: systemd-run --user --scope -p Delegate=yes"
              + " jstack engine status");
    }
    var there = List.of(machine.text(own + "/cgroup.controllers").orElse("").split(" ", -1));
    var missing = WANTED.stream().filter(name -> !there.contains(name)).toList();
    return missing.isEmpty()
        ? Finding.ok(CHECK, "a cgroup is " + user.name() + "'s to divide")
        : Finding.warn(
            CHECK,
            "the cgroup that is " + user.name() + "'s lacks " + String.join(", ", missing),
            "limits of these have no effect",
            "Delegate=cpu cpuset io memory pids in a drop-in of user@.service, on cgroup v2");
  }

  private Finding none(String remedy) {
    return Finding.warn(
        CHECK,
        "no cgroup is " + user.name() + "'s to divide",
        "limits (mem_limit, cpus, pids_limit) have no effect, and containers can't be paused",
        remedy);
  }

  /** Where version 2 is mounted. */
  private Optional<String> place() {
    return machine.lines("/proc/self/mounts").stream()
        .map(line -> line.split(" ", 4))
        .filter(fields -> fields.length > 2 && fields[2].equals("cgroup2"))
        .map(fields -> fields[1])
        .findFirst();
  }

  private String path() {
    return machine.lines("/proc/self/cgroup").stream()
        .filter(line -> line.startsWith("0::"))
        .map(line -> line.substring("0::".length()))
        .findFirst()
        .orElse("/");
  }
}
