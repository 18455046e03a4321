package dev.jstack.client;

import java.io.IOException;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Passes the signals that this process gets on to the engine. */
final class Signals implements SignalHandler {
  private static final String[] NAMES = {"INT", "TERM", "HUP", "WINCH", "CONT", "USR2"};
  private static final int SIGINT = 2;

  /** So many Ctrl-C end the client, whatever the engine does. */
  private static final int ENOUGH = 3;

  private final Conversation conversation;
  private int interrupts;

  private Signals(Conversation conversation) {
    this.conversation = conversation;
  }

  static void passTo(Conversation conversation) {
    var handler = new Signals(conversation);
    for (String name : NAMES) {
      try {
        Signal.handle(new Signal(name), handler);
      } catch (IllegalArgumentException e) {
        // The JVM keeps this one for itself.
      }
    }
  }

  @Override
  public void handle(Signal signal) {
    int number = signal.getNumber();
    if (number == SIGINT && ++interrupts >= ENOUGH) {
      Runtime.getRuntime().halt(128 + SIGINT);
    }
    try {
      conversation.send(Frame.SIGNAL, new byte[] {(byte) number}, 1);
    } catch (IOException e) {
      // The engine is gone; the main thread finds out by itself.
    }
  }
}
