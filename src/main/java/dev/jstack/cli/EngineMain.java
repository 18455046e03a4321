package dev.jstack.cli;

import dev.jstack.client.Directories;
import dev.jstack.engine.rootless.Outside;
import dev.jstack.engine.server.EngineProcess;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.OwnUser;
import java.io.IOException;

/** The engine's process: wires the command line to the engine and serves. */
public final class EngineMain {
  private EngineMain() {}

  /** Started by the client or the guardian, with the directories in the environment. */
  @SuppressWarnings("CatchAndPrintStackTrace") // standard error is the engine's log
  public static void main(String[] arguments) {
    var environment = System.getenv();
    var directories =
        Directories.of(environment.get("JSTACK_STATE_DIR"), environment.get("JSTACK_RUN_DIR"));
    int code = 1;
    try {
      code = OwnUser.uid() == 0 ? serve(directories) : outside(directories);
    } catch (JstackException e) {
      System.err.println(e.getMessage());
    } catch (IOException | InterruptedException | RuntimeException e) {
      e.printStackTrace();
    }
    System.exit(code);
  }

  private static int serve(Directories directories) throws IOException, InterruptedException {
    var process = new EngineProcess(directories);
    var commands = new Commands(process::engine, () -> process);
    return process.run(commands::run);
  }

  private static int outside(Directories directories) throws IOException, InterruptedException {
    new Outside(directories, System.getProperty("user.name")).run();
    return EngineProcess.ANOTHER_SERVES;
  }
}
