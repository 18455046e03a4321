package dev.jstack.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kernel, and what of it containers are made of. */
final class KernelChecks {
  private static final int OLDEST = 510;

  /** By the version that brought it, as major * 100 + minor. */
  private static final Map<Integer, String> LATER =
      new TreeMap<>(
          Map.of(
              512, "idmapped mounts (user namespaces need no copies of images)",
              514, "cgroup.kill (a container dies in one step)",
              519, "idmapped layers of overlay",
              605, "any number of image layers"));

  private final Machine machine;

  KernelChecks(Machine machine) {
    this.machine = machine;
  }

  List<Finding> all() {
    return List.of(
        version(), overlay(), namespaces(), userNamespaces(), seccomp(), executableMemory());
  }

  private Finding version() {
    String release = machine.text("/proc/sys/kernel/osrelease").orElse("unknown");
    int version = number(release);
    if (version < OLDEST) {
      return Finding.fail(
          "kernel",
          release,
          "openat2, clone3, pidfds and close_range, which every container needs, may be missing",
          "run a kernel from 5.10 on");
    }
    List<String> missing = new ArrayList<>();
    LATER.forEach((since, what) -> {
      if (version < since) {
        missing.add(what);
      }
    });
    return missing.isEmpty()
        ? Finding.ok("kernel", release)
        : Finding.warn(
            "kernel", release, "without " + String.join(", ", missing), "run a kernel from 6.5 on");
  }

  /** 6.18.44-fc → 618. */
  static int number(String release) {
    String[] parts = release.split("[.-]", 3);
    boolean numbers =
        parts.length > 1 && parts[0].matches("\\d{1,4}") && parts[1].matches("\\d{1,4}");
    return numbers ? Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) : 0;
  }

  private Finding overlay() {
    return machine.lines("/proc/filesystems").stream().anyMatch(line -> line.endsWith("\toverlay"))
        ? Finding.ok("overlay", "image layers can be stacked")
        : Finding.fail(
            "overlay", "the kernel has no overlayfs", "no container can start", "modprobe overlay");
  }

  private Finding namespaces() {
    List<String> missing = new ArrayList<>();
    for (String kind : List.of("mnt", "pid", "net", "uts", "ipc", "cgroup")) {
      if (!machine.has("/proc/self/ns/" + kind)) {
        missing.add(kind);
      }
    }
    return missing.isEmpty()
        ? Finding.ok("namespaces", "mnt, pid, net, uts, ipc, cgroup")
        : Finding.fail(
            "namespaces",
            "the kernel has none of the kind " + String.join(", ", missing),
            "no container can start",
            "run a kernel with CONFIG_NAMESPACES and its kinds");
  }

  private Finding userNamespaces() {
    String check = "user namespaces";
    String consequence = "no rootless engine and no userns_mode";
    Optional<Long> most = machine.number("/proc/sys/user/max_user_namespaces");
    if (!machine.has("/proc/self/ns/user") || most.filter(number -> number == 0).isPresent()) {
      return Finding.warn(
          check, "none can be made", consequence, "sysctl -w user.max_user_namespaces=15000");
    }
    if (is("/proc/sys/kernel/unprivileged_userns_clone", 0)) {
      return Finding.warn(
          check,
          "only root can make them",
          "no rootless engine",
          "sysctl -w kernel.unprivileged_userns_clone=1");
    }
    if (is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 1)) {
      return Finding.warn(
          check,
          "AppArmor restricts those of ordinary users",
          "no rootless engine",
          "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or a profile for jstack's java");
    }
    return Finding.ok(check, "anybody can make them");
  }

  private boolean is(String path, long value) {
    return machine.number(path).filter(number -> number == value).isPresent();
  }

  private Finding seccomp() {
    return machine.text("/proc/sys/kernel/seccomp/actions_avail").orElse("").contains("errno")
        ? Finding.ok("seccomp", "system calls can be filtered")
        : Finding.fail(
            "seccomp",
            "the kernel can't filter system calls",
            "containers start only with security_opt: seccomp=unconfined, less isolated",
            "run a kernel with CONFIG_SECCOMP_FILTER");
  }

  /** The player is run from a sealed memory file. */
  private Finding executableMemory() {
    return is("/proc/sys/vm/memfd_noexec", 2)
        ? Finding.fail(
            "memory files",
            "none may be executed (vm.memfd_noexec=2)",
            "no container can start: what starts it is run from memory",
            "sysctl -w vm.memfd_noexec=1")
        : Finding.ok("memory files", "can be executed");
  }
}
