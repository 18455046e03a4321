package dev.jstack.client;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * The command {@code jstack}: finds the engine, starts it if needed, and is its terminal for one
 * command. Without an engine the command runs in this process.
 */
public final class Client {
  private static final int FAILURE = 1;

  private Client() {}

  /** The arguments are taken from /proc, where they are exact. */
  public static void main(String[] arguments) {
    int code;
    try {
      var self = Self.read(Client.class.getName());
      var environment = System.getenv();
      code = run(self, Directories.of(self.uid(), environment), arguments);
    } catch (IOException | RuntimeException e) {
      System.err.println("jstack: " + e.getMessage());
      code = FAILURE;
    }
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  private static int run(Self self, Directories directories, String[] arguments)
      throws IOException {
    var start =
        new Start(
            Build.own().toString(),
            self.pid(),
            self.arguments(),
            self.environment(),
            self.uid() == 0 ? new byte[0] : self.place());
    var search = new EngineSearch(directories, self.uid() != 0);
    boolean startable = !needsNoEngine(arguments);
    while (true) {
      SocketChannel channel;
      try {
        channel = search.connect(startable);
      } catch (IOException e) {
        if (self.uid() == 0) {
          throw e;
        }
        return InProcess.run(arguments, String.valueOf(e.getMessage()));
      }
      if (channel == null) {
        return InProcess.run(arguments, "no engine is running");
      }
      int code = new Conversation(channel).run(start);
      if (code != Conversation.NEXT_ENGINE) {
        return code;
      }
    }
  }

  /** No engine is started only to say that there is none, or for a text that is always the same. */
  private static boolean needsNoEngine(String[] arguments) {
    if (arguments.length == 0) {
      return true;
    }
    String verb = arguments[0];
    return verb.equals("engine")
        || verb.equals("doctor")
        || List.of("version", "--version", "-v", "help", "--help", "-h", "completion", "__complete")
            .contains(verb);
  }
}
