package dev.jstack.cli;

import dev.jstack.client.Directories;
import dev.jstack.engine.server.EngineProcess;
import dev.jstack.runtime.JstackException;
import java.io.IOException;

/** The engine's process: wires the command line to the engine and serves. */
public final class EngineMain {
  private EngineMain() {}

  /** Started by the client or the guardian, with the directories in the environment. */
  @SuppressWarnings("CatchAndPrintStackTrace") // standard error is the engine's log
  public static void main(String[] arguments) {
    var environment = System.getenv();
    var process =
        new EngineProcess(
            Directories.of(environment.get("JSTACK_STATE_DIR"), environment.get("JSTACK_RUN_DIR")));
    var commands = new Commands(process::engine, () -> process);
    int code = 1;
    try {
      code = process.run(commands::run);
    } catch (JstackException e) {
      System.err.println(e.getMessage());
    } catch (IOException | InterruptedException | RuntimeException e) {
      e.printStackTrace();
    }
    System.exit(code);
  }
}
