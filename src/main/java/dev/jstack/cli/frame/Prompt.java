package dev.jstack.cli.frame;

import dev.jstack.engine.CancelledException;
import dev.jstack.runtime.JstackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks the user at a terminal. */
public final class Prompt {
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final Session session;

  public Prompt(Session session) {
    this.session = session;
  }

  /** What the user types, seen by everybody. */
  public String line(String text) {
    say(text);
    return read().strip();
  }

  /** What the user types unseen. */
  public String secret(String text) {
    say(text);
    try (var _ = session.invocation().terminal().raw()) {
      return read();
    } finally {
      session.err().println();
    }
  }

  private void say(String text) {
    session.err().print(text);
    session.err().flush();
  }

  /** In raw mode nobody else handles the keys that mean something. */
  private String read() {
    var typed = new ByteArrayOutputStream();
    try {
      while (true) {
        int next = session.invocation().in().read();
        switch (next) {
          case -1, CTRL_D, '\n', '\r' -> {
            return typed.toString(StandardCharsets.UTF_8);
          }
          case CTRL_C -> throw new CancelledException(new InterruptedException("Ctrl-C"));
          case BACKSPACE, DELETE -> typed.reset();
          default -> typed.write(next);
        }
      }
    } catch (IOException e) {
      throw new JstackException("cannot read the answer", e);
    }
  }
}
