package dev.jstack.cli.doctor;

import dev.jstack.cli.frame.EngineUser;
import java.util.List;

/** What an ordinary user's engine needs beside the kernel. */
final class RootlessChecks {
  /** From this version on an overlay can be mounted in a user namespace. */
  private static final int OVERLAY = 511;

  private static final long ENOUGH_IDS = 65_536;
  private static final List<String> ID_FILES = List.of("/etc/subuid", "/etc/subgid");
  private static final String TUN = "/dev/net/tun";

  private final Machine machine;
  private final EngineUser user;

  RootlessChecks(Machine machine, EngineUser user) {
    this.machine = machine;
    this.user = user;
  }

  List<Finding> all() {
    if (!user.isRootless()) {
      return List.of(Finding.ok("rootless", "this engine is root's; other users have their own"));
    }
    return List.of(
        Finding.ok("rootless", "root of containers is " + user),
        ranges(),
        idPrograms(),
        overlay(),
        wayOut(),
        new DelegationCheck(machine, user).finding(),
        ports(),
        lingering());
  }

  private Finding ranges() {
    long ids = ID_FILES.stream().mapToLong(this::ids).min().orElse(0);
    String remedy =
        "as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user.name();
    if (ids == 0) {
      return Finding.warn(
          "sub-ids",
          user.name() + " has no ranges in /etc/subuid and /etc/subgid",
          "containers have one user only: chown, and images with files of several, fail",
          remedy);
    }
    String text = user.name() + " has " + ids + " in /etc/subuid and /etc/subgid";
    return ids >= ENOUGH_IDS
        ? Finding.ok("sub-ids", text)
        : Finding.warn("sub-ids", text, "users of images with higher numbers don't exist", remedy);
  }

  /** How many the lines of the user's name or number give (subuid(5)). */
  private long ids(String file) {
    return machine.lines(file).stream()
        .map(line -> line.strip().split(":", -1))
        .filter(fields ->
            fields.length == 3
                && (fields[0].equals(user.name()) || fields[0].equals(String.valueOf(user.uid())))
                && fields[2].matches("\\d{1,10}"))
        .mapToLong(fields -> Long.parseLong(fields[2]))
        .sum();
  }

  private Finding idPrograms() {
    return has("newuidmap") && has("newgidmap")
        ? Finding.ok("newuidmap", "newuidmap and newgidmap give containers their users")
        : Finding.warn(
            "newuidmap",
            "newuidmap and newgidmap are not installed",
            "containers have one user only: chown, and images with files of several, fail",
            "install the package uidmap (shadow-utils)");
  }

  private Finding overlay() {
    String release = machine.text("/proc/sys/kernel/osrelease").orElse("unknown");
    return KernelChecks.number(release) >= OVERLAY
        ? Finding.ok("overlay for users", "layers can be stacked in user namespaces")
        : Finding.fail(
            "overlay for users",
            "the kernel mounts no overlay in a user namespace",
            "no container can start",
            "run a kernel from 5.11 on");
  }

  private Finding wayOut() {
    String consequence = "containers reach each other and are reached, but reach nothing else";
    if (!has("pasta") && !has("slirp4netns")) {
      return Finding.warn(
          "way out",
          "neither pasta nor slirp4netns is installed",
          consequence,
          "install the package passt or slirp4netns");
    }
    return machine.writable(TUN)
        ? Finding.ok("way out", has("pasta") ? "pasta" : "slirp4netns")
        : Finding.warn(
            "way out",
            TUN + " can't be opened by " + user.name(),
            consequence,
            "as root: modprobe tun; chmod 666 " + TUN);
  }

  private Finding ports() {
    long first = machine.number("/proc/sys/net/ipv4/ip_unprivileged_port_start").orElse(1024L);
    return Finding.ok(
        "ports",
        first == 0
            ? "all can be published"
            : "from "
                + first
                + " on can be published (sysctl net.ipv4.ip_unprivileged_port_start)");
  }

  private Finding lingering() {
    boolean ends =
        machine.has("/run/systemd/system")
            && !machine.has("/var/lib/systemd/linger/" + user.name());
    return ends
        ? Finding.warn(
            "lingering",
            "systemd takes down /run/user/" + user.uid() + " when " + user.name() + " logs out",
            "containers are lost then",
            "loginctl enable-linger " + user.name())
        : Finding.ok("lingering", "containers may outlive " + user.name() + "'s sessions");
  }

  private boolean has(String program) {
    return List.of("/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/", "/sbin/").stream()
        .anyMatch(directory -> machine.has(directory + program));
  }
}
