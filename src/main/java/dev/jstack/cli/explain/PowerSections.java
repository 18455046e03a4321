package dev.jstack.cli.explain;

import dev.jstack.runtime.launch.CapabilitySet;

/** What it may ask of the kernel: its user, root's powers, and the system calls. */
final class PowerSections {
  private PowerSections() {}

  static Section user(ProcessFacts process) {
    String uid = process.status("Uid").split("\\s+", -1)[0];
    String gid = process.status("Gid").split("\\s+", -1)[0];
    CapabilitySet now = process.capabilities("CapEff");
    CapabilitySet ever = process.capabilities("CapBnd");
    int all = Long.bitCount(CapabilitySet.own().mask());
    return new Section("USER AND CAPABILITIES")
        .say(
            "It runs as user "
                + uid
                + " and group "
                + gid
                + "; names are only in its own /etc/passwd.")
        .say(
            "Root's power is cut into "
                + all
                + " capabilities. It has "
                + count(now)
                + " of them now,")
        .say("and neither it nor what it starts can ever have more than these " + count(ever) + ":")
        .fact(Section.fact("set", "has", "capabilities", text(now)))
        .fact(Section.fact("set", "may get", "capabilities", text(ever)))
        .fact(
            Section.fact(
                "set",
                "new privileges",
                "capabilities",
                process.status("NoNewPrivs").equals("1")
                    ? "never: setuid programs are ordinary ones"
                    : "by setuid programs, up to what it may get"))
        .see("grep -E '^(Uid|Gid|Cap|NoNewPrivs)' /proc/" + process.pid() + "/status")
        .see("capsh --decode=" + process.status("CapBnd"));
  }

  private static int count(CapabilitySet set) {
    return Long.bitCount(set.mask());
  }

  private static String text(CapabilitySet set) {
    return set.mask() == 0 ? "none" : set.toString();
  }

  static Section seccomp(ProcessFacts process) {
    var section = new Section("SYSTEM CALLS");
    if (process.status("Seccomp").equals("2")) {
      section
          .say(
              "A program of the kernel (seccomp, mode 2) looks at each of its system calls and refuses")
          .say(
              "those that containers don't need: mount, reboot, kexec_load, bpf, new namespaces, …");
    } else {
      section.say("No filter (seccomp) looks at its system calls: it may try any.");
    }
    return section.see("grep Seccomp /proc/" + process.pid() + "/status");
  }
}
