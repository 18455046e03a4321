package dev.jstack.cli.explain;

import dev.jstack.runtime.linux.OwnUser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which namespaces are its own, and what each hides. */
final class NamespaceSection {
  /** By their names in {@code /proc/PID/ns}. */
  private static final Map<String, String> HIDES = new LinkedHashMap<>();

  static {
    HIDES.put("mnt", "this machine's files: it has mounts of its own, beginning with /");
    HIDES.put("pid", "this machine's processes: it sees its own, numbered from 1");
    HIDES.put("net", "this machine's interfaces, addresses, ports and firewall");
    HIDES.put("uts", "this machine's name");
    HIDES.put("ipc", "shared memory, semaphores and message queues of others");
    HIDES.put("cgroup", "where in the tree of control groups it is");
    HIDES.put("user", "whose ids its ids are here: its root need not be root");
    HIDES.put("time", "how long this machine has been up");
  }

  private NamespaceSection() {}

  /** {@code own} is compared with {@code other}, a process of this machine. */
  static Section of(ProcessFacts own, ProcessFacts other) {
    var section =
        new Section("NAMESPACES")
            .say(
                "A namespace is a view. Where it has one of its own, it can't see what is outside.")
            .say("Each has a number; processes with the same number share the view.");
    HIDES.forEach((kind, hides) -> {
      Optional<String> number = own.namespace(kind);
      if (number.isPresent()) {
        boolean shared = number.equals(other.namespace(kind));
        boolean ofEngine = shared && kind.equals("user") && OwnUser.isConfined();
        section.fact(
            Section.fact(
                "namespace",
                kind,
                "number",
                number.get(),
                "whose",
                ofEngine ? "the engine's" : shared ? "this machine's" : "its own",
                "hides",
                (shared && !ofEngine ? "doesn't hide " : "hides ") + hides));
      }
    });
    return section
        .see("ls -l /proc/" + own.pid() + "/ns /proc/self/ns")
        .see("nsenter -t " + own.pid() + " -m -p -n -u -i ps")
        .see("lsns -p " + own.pid());
  }
}
