package dev.jstack.engine.watch;

import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;

/** Shows the user what is done, and what goes wrong. Called from several threads. */
public interface Display {
  /** One line of watch's own. */
  void say(String line);

  /** A line that a command in a container printed. */
  void output(String line);

  /** Something failed; watching goes on. */
  void failed(JstackException failure);

  /** Draws a longer operation until the result is closed. */
  Drawing begin(String title);

  /** A longer operation on the screen. */
  interface Drawing extends EventListener, AutoCloseable {
    @Override
    void close();
  }
}
