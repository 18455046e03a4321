package dev.jstack.cli.explain;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The list of system calls that starts it, with what each kind of them is for. */
final class LaunchSection {
  /** By how a step begins; the first that fits counts. */
  private static final Map<String, String> WHY = new LinkedHashMap<>();

  static {
    WHY.put("prctl(PR_SET_DUMPABLE", "nobody inside may look into what is starting");
    WHY.put("close_range", "no open file of the engine is inherited");
    WHY.put("clone3(usher", "who gives up the host's users on the way; the keeper waits outside");
    WHY.put(
        "clone3", "a process is born, in namespaces of its own; the first one stays its keeper");
    WHY.put("write(container", "it enters its control groups: the limits hold from here");
    WHY.put("setns(user", "its ids are others here: from now on there is no power over the host");
    WHY.put("unshare(mount", "its mounts belong to those users");
    WHY.put("setresgid(0), setresuid(0) of", "it becomes root inside, who is nobody outside");
    WHY.put("setns", "it enters the network that was made for it");
    WHY.put("setsid", "it has no terminal of ours");
    WHY.put("keyctl", "it has no keys of ours");
    WHY.put("write(oom_score_adj", "how soon it is killed when memory is short");
    WHY.put("dup3(stdin", "input and output become pipes to the engine");
    WHY.put("mount(\"/\"", "what it mounts is seen by nobody outside");
    WHY.put("mount(root", "the image's layers, not yet at /");
    WHY.put("mount(\"proc\"", "the kernel's own file systems, new ones");
    WHY.put("mount(", "its volumes and files");
    WHY.put("sysctl", "settings of its own network");
    WHY.put("read-only", "can be read but not changed");
    WHY.put("mask", "can't even be read");
    WHY.put("pivot_root", "the layers become /, and this machine's / is gone");
    WHY.put("sethostname", "its own name");
    WHY.put("prlimit64", "limits of a single process");
    WHY.put("prctl(PR_CAPBSET_DROP", "powers of root that it will never have");
    WHY.put("prctl(PR_SET_NO_NEW_PRIVS", "setuid programs give it nothing");
    WHY.put("seccomp", "from now on system calls are filtered");
    WHY.put("setgroups", "it becomes its user");
    WHY.put("capset", "and keeps only these powers");
    WHY.put("execve", "your program takes the place of the launcher: now it is the container");
    WHY.put("waitid(process", "the keeper waits for its end");
    WHY.put("write(exit record", "and writes down how it ended, for the next engine");
  }

  private LaunchSection() {}

  /** {@code list} has one step a line. */
  static Section of(String list) {
    var steps = list.lines().toList();
    var section =
        new Section("LAUNCH")
            .say(
                "It was started by these %d steps. None is only for containers."
                    .formatted(steps.size()))
            .say("man 2 explains each system call; values of variables are left out.");
    Set<String> told = new HashSet<>();
    for (String step : steps) {
      String why =
          WHY.entrySet().stream()
              .filter(entry -> step.startsWith(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .filter(told::add)
              .orElse("");
      section.step(shortened(step), why);
    }
    return section;
  }

  /** Ids of containers are long and say nothing. */
  private static String shortened(String step) {
    return step.replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1…");
  }
}
