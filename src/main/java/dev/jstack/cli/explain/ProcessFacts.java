package dev.jstack.cli.explain;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.linux.OwnNamespaces;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kernel says of one process (proc_pid_status(5), namespaces(7)). */
final class ProcessFacts {
  private final int pid;
  private final Path directory;
  private final Map<String, String> status = new HashMap<>();

  ProcessFacts(int pid) {
    this.pid = pid;
    this.directory = Path.of("/proc", Integer.toString(pid));
    for (String line : lines("status")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        status.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
  }

  int pid() {
    return pid;
  }

  /** A field of its status; empty if the kernel has none of that name. */
  String status(String field) {
    return status.getOrDefault(field, "");
  }

  /** Its numbers from this machine's pid namespace inwards. */
  List<String> numbers() {
    return List.of(status("NSpid").split("\\s+", -1));
  }

  CapabilitySet capabilities(String field) {
    return new CapabilitySet(Long.parseUnsignedLong(status(field), 16));
  }

  /** The map of its user namespace, if that is another one than ours. */
  Optional<UserMap> users() {
    return OwnNamespaces.isShared(pid, "user") ? Optional.empty() : Optional.of(UserMap.of(pid));
  }

  /** The inode that is a namespace's name: {@code 4026532398}. */
  Optional<String> namespace(String kind) {
    try {
      String link = Files.readSymbolicLink(directory.resolve("ns").resolve(kind)).toString();
      return Optional.of(link.replaceAll("\\D", ""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  List<String> lines(String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw new JstackException("process " + pid + " has just ended", e);
    }
  }
}
