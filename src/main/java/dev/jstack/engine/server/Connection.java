package dev.jstack.engine.server;

import dev.jstack.client.Frame;
import dev.jstack.client.Start;
import dev.jstack.console.DeviceTerminal;
import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Signal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One command for one client: its streams, its signals, its terminal, its exit code. */
final class Connection {
  private final FrameReader reader;
  private final Outbox outbox;
  private final CreditedInput input;
  private final Interrupts interrupts = new Interrupts();
  private final DeviceTerminal terminal;
  private final Invocation invocation;

  Connection(FrameReader reader, Outbox outbox, Start start, Caller caller) {
    this.reader = reader;
    this.outbox = outbox;
    this.input = new CreditedInput(outbox);
    this.terminal = caller.terminal();
    this.invocation =
        new Invocation(
            start.argumentList(),
            caller.directory(),
            caller.environment(),
            caller.umask(),
            input,
            print(Frame.STDOUT),
            print(Frame.STDERR),
            terminal,
            interrupts);
  }

  /** Runs the command and tells the client its exit code. The caller has an eye on the frames. */
  void run(CommandRunner runner) {
    interrupts.otherwise(Thread.currentThread()::interrupt);
    int code = 1;
    try {
      code = runner.run(invocation);
    } finally {
      // A signal that comes now has nothing to interrupt any more.
      interrupts.otherwise(() -> {});
      Thread.interrupted();
      terminal.close();
      exit(code);
    }
  }

  /** Takes the client's frames until it is gone. */
  void listen() {
    try {
      while (true) {
        take(reader.next());
      }
    } catch (IOException e) {
      input.end();
      outbox.drop();
      terminal.close();
      interrupts.raise(Signal.HUP);
    }
  }

  /** The client has waited long enough for the command. */
  void hangUp() {
    interrupts.raise(Signal.HUP);
  }

  private void take(FrameReader.Received frame) throws IOException {
    switch (frame.type()) {
      case Frame.STDIN -> input.receive(frame.payload());
      case Frame.STDIN_END -> input.end();
      case Frame.STDOUT_CLOSED -> {
        outbox.drop();
        interrupts.raise(Signal.PIPE);
      }
      case Frame.SIGNAL -> Signal.of(frame.payload().get()).ifPresent(this::signal);
      default -> throw new IOException("unknown frame " + frame.type());
    }
  }

  private void signal(Signal signal) {
    switch (signal) {
      case WINCH -> terminal.resized();
      case CONT -> terminal.continued();
      default -> interrupts.raise(signal);
    }
  }

  private void exit(int code) {
    try {
      outbox.frame(Frame.EXIT, (byte) code);
    } catch (IOException e) {
      // Nobody waits for the code any more.
    }
    outbox.end();
  }

  private PrintStream print(byte type) {
    return new PrintStream(outbox.stream(type), false, StandardCharsets.UTF_8);
  }
}
