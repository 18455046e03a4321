package dev.jstack.cli;

import dev.jstack.console.DeviceTerminal;
import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import dev.jstack.runtime.JstackException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Commands in the client's own process, when no engine is possible or worth starting. */
public final class LocalMain {
  private LocalMain() {}

  /**
   * Runs one command and returns its exit code; called by the client by name. A command that can't
   * do without an engine fails with the {@code reason} why there is none.
   */
  public static int run(String[] arguments, String reason) {
    var out = print(FileDescriptor.out);
    var err = print(FileDescriptor.err);
    try (var terminal = new DeviceTerminal(Path.of("/proc/self"))) {
      var invocation =
          new Invocation(
              List.of(arguments),
              Path.of("").toAbsolutePath(),
              System.getenv(),
              0022,
              System.in,
              out,
              err,
              terminal,
              new Interrupts());
      return new Commands(() -> noEngine(reason), LocalMain::noControl).run(invocation);
    }
  }

  private static PrintStream print(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static Engine noEngine(String reason) {
    throw new JstackException(reason);
  }

  private static EngineControl noControl() {
    throw new JstackException("no engine is running");
  }
}
