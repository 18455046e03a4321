package dev.jstack.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Standard input, read only as far as the engine asks for it: a command that needs none leaves a
 * script's input alone.
 */
final class Input implements Runnable {
  private static final int MOST_AT_ONCE = 32 * 1024;

  private final Conversation conversation;
  private int credit;
  private boolean running;

  Input(Conversation conversation) {
    this.conversation = conversation;
  }

  /** The engine takes {@code bytes} more. */
  synchronized void credit(int bytes) {
    credit += bytes;
    notifyAll();
    if (!running) {
      running = true;
      var thread = new Thread(this, "stdin");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    try (var in = new FileInputStream(FileDescriptor.in)) {
      byte[] buffer = new byte[MOST_AT_ONCE];
      while (true) {
        int count = read(in, buffer, await());
        if (count < 0) {
          conversation.send(Frame.STDIN_END, buffer, 0);
          return;
        }
        conversation.send(Frame.STDIN, buffer, count);
        spend(count);
      }
    } catch (IOException e) {
      // The engine is gone; the main thread finds out by itself.
    }
  }

  /** An unreadable input (a closed descriptor, a directory) is an empty one. */
  private static int read(FileInputStream in, byte[] buffer, int most) {
    try {
      return in.read(buffer, 0, Math.min(most, buffer.length));
    } catch (IOException e) {
      return -1;
    }
  }

  private synchronized int await() throws IOException {
    while (credit == 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
    return credit;
  }

  private synchronized void spend(int count) {
    credit -= count;
  }
}
