package dev.jstack.cli.explain;

import java.util.List;

/** What is mounted in it, by proc_pid_mountinfo(5). */
final class MountSection {
  private static final int TARGET = 4;
  private static final int ROOT = 3;
  private static final int OPTIONS = 5;

  private MountSection() {}

  static Section of(ProcessFacts process) {
    var section =
        new Section("MOUNTS")
            .say("Its files are what is mounted in its namespace. Nothing else of this machine is")
            .say("reachable by a path; what is read-only here is so even for its root.");
    for (String line : process.lines("mountinfo")) {
      int dash = line.indexOf(" - ");
      String[] head = line.substring(0, dash).split(" ", -1);
      String[] tail = line.substring(dash + 3).split(" ", -1);
      section.fact(
          Section.fact(
              "target",
              head[TARGET],
              "access",
              List.of(head[OPTIONS].split(",", -1)).contains("ro") ? "ro" : "rw",
              "type",
              tail[0],
              "meaning",
              meaning(head[TARGET], head[ROOT], tail[0])));
    }
    return section
        .see("cat /proc/" + process.pid() + "/mountinfo")
        .see("ls /proc/" + process.pid() + "/root/");
  }

  private static String meaning(String target, String root, String type) {
    if (target.equals("/")) {
      return "the layers of its image, as one file system";
    }
    boolean below = target.startsWith("/proc/") || target.startsWith("/sys/");
    return switch (type) {
      case "proc" -> below ? "kept from being changed" : "its own processes";
      case "devtmpfs" -> "masked: reads as empty";
      case "tmpfs" -> below && !target.startsWith("/sys/fs/cgroup") ? "masked" : "in memory";
      case "sysfs" -> "the kernel's devices";
      case "cgroup", "cgroup2" -> "its control group";
      case "devpts" -> "its terminals";
      case "mqueue" -> "its message queues";
      default -> "from " + root.replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1…");
    };
  }
}
