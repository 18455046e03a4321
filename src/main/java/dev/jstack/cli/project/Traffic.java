package dev.jstack.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What has gone through the interfaces of a process's network since they were made. */
record Traffic(long received, long sent) {
  static final Traffic NONE = new Traffic(0, 0);

  private static final int RECEIVED = 0;
  private static final int SENT = 8;

  /** Of all but the loopback; none where it can't be read. */
  static Traffic of(int pid) {
    try {
      return parse(Files.readAllLines(Path.of("/proc/" + pid + "/net/dev")));
    } catch (IOException e) {
      return NONE;
    }
  }

  /** Lines of proc_pid_net_dev(5): {@code eth0: bytes packets …}. */
  static Traffic parse(List<String> lines) {
    long received = 0;
    long sent = 0;
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
        String[] fields = line.substring(colon + 1).strip().split("\\s+", -1);
        received += Long.parseLong(fields[RECEIVED]);
        sent += Long.parseLong(fields[SENT]);
      }
    }
    return new Traffic(received, sent);
  }
}
