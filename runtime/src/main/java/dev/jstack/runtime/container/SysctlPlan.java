package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.IdMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Kernel parameters of a container: only those that its own namespaces keep apart. */
final class SysctlPlan {
  private static final Pattern IPC =
      Pattern.compile("kernel\\.(msg[a-z_]*|sem|shm[a-z_]*)|fs\\.mqueue\\..*");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+([./][a-zA-Z0-9_@:-]+)+");

  private SysctlPlan() {}

  /** The user's, over those that let any user ping and open low ports, as Docker has it. */
  static Map<String, String> of(
      IsolationSpec spec, boolean ownNetwork, boolean ownIpc, IdMap groups) {
    var sysctls = new TreeMap<String, String>();
    if (ownNetwork) {
      sysctls.put("net.ipv4.ip_unprivileged_port_start", "0");
      sysctls.put("net.ipv4.ping_group_range", "0 " + lastGroup(groups));
    }
    spec.sysctls()
        .forEach((name, value) -> {
          check(name, ownNetwork, ownIpc);
          sysctls.put(name.replace('/', '.'), value);
        });
    return sysctls;
  }

  private static long lastGroup(IdMap groups) {
    return Math.min(groups.count() - 1, Integer.MAX_VALUE);
  }

  private static void check(String name, boolean ownNetwork, boolean ownIpc) {
    var dotted = name.replace('/', '.');
    boolean isIpc = IPC.matcher(dotted).matches();
    boolean isNetwork = dotted.startsWith("net.");
    if (!NAME.matcher(name).matches() || (!isIpc && !isNetwork)) {
      throw new JstackException(
          "sysctl \"" + name + "\" is not allowed: it would change the whole machine",
          "expected net.*, kernel.msg*, kernel.sem, kernel.shm* or fs.mqueue.*",
          null);
    }
    if (isNetwork && !ownNetwork) {
      throw new JstackException(
          "sysctl \"" + name + "\" is not allowed with the host's network: it would change it");
    }
    if (isIpc && !ownIpc) {
      throw new JstackException(
          "sysctl \"" + name + "\" is not allowed with the host's IPC: it would change it");
    }
  }
}
