import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** The most memory that jstack's engine has had since it began. */
final class EngineMemory {
  private EngineMemory() {}

  /** The kernel's words for it (proc(5), VmHWM). */
  static String highest(Tool jstack) throws IOException {
    var command = new ArrayList<>(jstack.prefix());
    command.add("engine");
    command.add("status");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    for (String line : process.inputReader().lines().toList()) {
      if (line.startsWith("pid ")) {
        return ofProcess(line.substring(4).strip());
      }
    }
    return "unknown: no engine answers";
  }

  private static String ofProcess(String pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
      if (line.startsWith("VmHWM:")) {
        return line.substring(6).strip();
      }
    }
    return "unknown";
  }
}
