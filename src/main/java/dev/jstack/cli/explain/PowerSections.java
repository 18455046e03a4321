package dev.jstack.cli.explain;

import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.UserMap;

/** What it may ask of the kernel: its user, root's powers, and the system calls. */
final class PowerSections {
  private PowerSections() {}

  static Section user(ProcessFacts process) {
    String uid = process.status("Uid").split("\\s+", -1)[0];
    String gid = process.status("Gid").split("\\s+", -1)[0];
    CapabilitySet now = process.capabilities("CapEff");
    CapabilitySet ever = process.capabilities("CapBnd");
    int all = Long.bitCount(CapabilitySet.own().mask());
    var section =
        new Section("USER AND CAPABILITIES")
            .say(
                "It runs as user "
                    + uid
                    + " and group "
                    + gid
                    + "; names are only in its own /etc/passwd.");
    process.users().ifPresent(users -> remapped(section, process, users, uid, gid));
    return section
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

  /** What a user namespace of its own means. */
  private static void remapped(
      Section section, ProcessFacts process, UserMap users, String uid, String gid) {
    section
        .say(
            "These numbers are this machine's: inside it is user "
                + users.userInside(Integer.parseUnsignedInt(uid))
                + " and group "
                + users.groupInside(Integer.parseUnsignedInt(gid))
                + ". Its powers are over")
        .say("what belongs to its own user namespace; to everything else here it is a stranger.");
    ranges(section, "users", users.users());
    ranges(section, "groups", users.groups());
    section.see("cat /proc/" + process.pid() + "/uid_map /proc/" + process.pid() + "/gid_map");
  }

  private static void ranges(Section section, String kind, IdMap map) {
    for (var range : map.ranges()) {
      section.fact(
          Section.fact(
              "map",
              kind,
              "ids",
              range.inside()
                  + "-"
                  + (range.inside() + range.count() - 1)
                  + " are "
                  + range.outside()
                  + "-"
                  + (range.outside() + range.count() - 1)
                  + " of this machine"));
    }
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
