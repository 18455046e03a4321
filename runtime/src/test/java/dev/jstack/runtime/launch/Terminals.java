package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Poll;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what a program writes to its terminal. */
final class Terminals {
  private Terminals() {}

  static String transcript(Box box) {
    try (var process = box.launcher.start(box.starts.request())) {
      String text = read(process.terminal().orElseThrow());
      Poll.readable(List.of(process.pidfd()), Box.PATIENCE);
      if (box.starts.supervision instanceof Supervision.Child) {
        process.await();
      }
      return text;
    }
  }

  /** A terminal nobody has open any more answers EIO. */
  private static String read(Fd master) {
    var text = new StringBuilder();
    byte[] buffer = new byte[1024];
    var in = new FileInput(master);
    try {
      for (int n = in.read(buffer, 0, buffer.length); n > 0; n = in.read(buffer, 0, 1024)) {
        text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (LinuxException e) {
      text.append("");
    }
    return text.toString();
  }
}
