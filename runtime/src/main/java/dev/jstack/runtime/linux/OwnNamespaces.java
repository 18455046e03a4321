package dev.jstack.runtime.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which of a process's namespaces are this process's own (/proc/PID/ns). */
public final class OwnNamespaces {
  private OwnNamespaces() {}

  /** Whether a process shares the namespace of this kind: {@code net}, {@code ipc}, {@code pid}. */
  public static boolean isShared(int pid, String kind) {
    return of(pid, kind).equals(link(Path.of("/proc/self/ns", kind)));
  }

  /** All processes in the process namespace of {@code pid}; none if that is this process's own. */
  public static List<Integer> members(int pid) {
    var members = new ArrayList<Integer>();
    var wanted = of(pid, "pid");
    if (wanted.isEmpty() || isShared(pid, "pid")) {
      return members;
    }
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (var process : (Iterable<Path>) all::iterator) {
        var name = process.getFileName().toString();
        if (Character.isDigit(name.charAt(0)) && link(process.resolve("ns/pid")).equals(wanted)) {
          members.add(Integer.valueOf(name));
        }
      }
    } catch (IOException e) {
      throw new LinuxException("list /proc", Errno.EIO);
    }
    return members;
  }

  private static String of(int pid, String kind) {
    return link(Path.of("/proc/" + pid + "/ns/" + kind));
  }

  /** Empty if there is no such process, or it can't be looked at. */
  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
