package dev.jstack.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an ordinary user's engine needs beside the kernel. */
final class RootlessChecks {
  private final Machine machine;
  private final Map<String, String> environment;

  RootlessChecks(Machine machine, Map<String, String> environment) {
    this.machine = machine;
    this.environment = environment;
  }

  List<Finding> all() {
    String user = environment.getOrDefault("USER", environment.getOrDefault("LOGNAME", ""));
    List<Finding> findings = new ArrayList<>();
    if (user.isEmpty() || user.equals("root")) {
      findings.add(Finding.ok("sub-ids", "root needs none"));
    } else {
      findings.add(ranges(user));
    }
    findings.add(programs());
    return findings;
  }

  private Finding ranges(String user) {
    boolean has =
        List.of("/etc/subuid", "/etc/subgid").stream()
            .allMatch(
                file -> machine.lines(file).stream().anyMatch(line -> line.startsWith(user + ":")));
    return has
        ? Finding.ok("sub-ids", user + " has ranges in /etc/subuid and /etc/subgid")
        : Finding.warn(
            "sub-ids",
            user + " has no ranges in /etc/subuid and /etc/subgid",
            "rootless containers have one user only, and most images need several",
            "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user);
  }

  private Finding programs() {
    List<String> missing = new ArrayList<>();
    if (!has("newuidmap") || !has("newgidmap")) {
      missing.add("newuidmap and newgidmap (package uidmap)");
    }
    if (!has("pasta") && !has("slirp4netns")) {
      missing.add("pasta or slirp4netns");
    }
    return missing.isEmpty()
        ? Finding.ok("rootless programs", "newuidmap, newgidmap, and pasta or slirp4netns")
        : Finding.warn(
            "rootless programs",
            "not installed: " + String.join(", ", missing),
            "an ordinary user's containers have one user only, or no way to other machines",
            "install them; root needs none of them");
  }

  private boolean has(String program) {
    return List.of("/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/").stream()
        .anyMatch(directory -> machine.has(directory + program));
  }
}
