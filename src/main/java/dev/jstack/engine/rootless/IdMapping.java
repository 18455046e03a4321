package dev.jstack.engine.rootless;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.IdMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a new user namespace its ids. A range needs the programs newuidmap and newgidmap, which may
 * do what the user may not; without them (or without a range) there is root alone.
 */
record IdMapping(IdMap users, IdMap groups) {
  private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

  /** What this user can have; the primary group is {@code gid}. */
  static IdMapping of(String name, long uid, long gid) {
    if (program("newuidmap").isEmpty() || program("newgidmap").isEmpty()) {
      return alone(uid, gid);
    }
    var users = SubordinateIds.map(SubordinateIds.lines(Path.of("/etc/subuid")), name, uid);
    var lines = SubordinateIds.lines(Path.of("/etc/subgid"));
    var groups = new ArrayList<>(SubordinateIds.map(lines, name, uid).ranges());
    groups.set(0, new IdMap.Range(0, gid, 1));
    return users.ranges().size() == 1 || groups.size() == 1
        ? alone(uid, gid)
        : new IdMapping(users, new IdMap(groups));
  }

  private static IdMapping alone(long uid, long gid) {
    return new IdMapping(IdMap.of(0, uid, 1), IdMap.of(0, gid, 1));
  }

  private static List<Path> program(String name) {
    return PLACES.stream().map(place -> Path.of(place, name)).filter(Files::isExecutable).toList();
  }

  /** Whether there is more than root. */
  boolean hasRange() {
    return users.ranges().size() > 1;
  }

  /** Writes the maps of the process's namespace, once and for all. */
  void write(int pid) throws IOException, InterruptedException {
    if (hasRange()) {
      run("newuidmap", pid, users);
      run("newgidmap", pid, groups);
      return;
    }
    var process = Path.of("/proc", Integer.toString(pid));
    Files.writeString(process.resolve("uid_map"), users.toString());
    Files.writeString(process.resolve("setgroups"), "deny");
    Files.writeString(process.resolve("gid_map"), groups.toString());
  }

  private static void run(String name, int pid, IdMap map)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(program(name).getFirst().toString());
    command.add(Integer.toString(pid));
    for (var range : map.ranges()) {
      command.addAll(List.of(range.toString().split(" ", -1)));
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new JstackException(
          String.join(" ", command) + " failed: " + said,
          "it must be setuid root, and its ranges those of /etc/subuid and /etc/subgid",
          null);
    }
  }
}
