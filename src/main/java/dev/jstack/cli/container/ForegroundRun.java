package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Signal;
import dev.jstack.console.Terminal;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Attachment;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.ExecProcess;
import dev.jstack.runtime.container.OutputSink;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.StdStream;
import java.util.concurrent.ExecutionException;

/** Runs a program as if it were the caller's own: streams, terminal, signals, exit code. */
public final class ForegroundRun {
  /** A program whose output nobody reads any more ends; as PID 1 it could ignore SIGPIPE. */
  private static final int SIGKILL = 9;

  private final Invocation invocation;
  private final Containers containers;

  public ForegroundRun(Session session) {
    this.invocation = session.invocation();
    this.containers = session.engine().containers();
  }

  /** Docker's rule: a terminal of the caller's can't be handed on where there is none. */
  static void requireTerminal(Session session, boolean input, boolean tty) {
    if (input && tty && !session.invocation().terminal().isTerminal(Terminal.Stream.IN)) {
      throw new JstackException(
          "the input device is not a TTY; leave -t out to use a pipe or file");
    }
  }

  /** Starts a container and stays with it until it ends; returns its exit code. */
  public int start(Container container, boolean input) {
    boolean tty = container.spec().process().tty();
    try (var _ = tty && input ? invocation.terminal().raw() : nothing();
        Attachment attachment = containers.startAttached(container, io(input, tty));
        var _ = signals(number -> signal(container, number))) {
      if (tty) {
        invocation.terminal().onResize(() -> resize(attachment::resize));
      }
      int code = containers.exit(container).get();
      attachment.awaitEnd();
      return code;
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a further program in a container; returns its exit code. */
  int exec(Container container, ProcessSpec process, boolean privileged, boolean input) {
    boolean tty = process.tty();
    try (var _ = tty && input ? invocation.terminal().raw() : nothing();
        ExecProcess program = containers.exec(container, process, privileged, io(input, tty));
        var _ = signals(program::signal)) {
      if (tty) {
        invocation.terminal().onResize(() -> resize(program::resize));
      }
      return program.waitFor();
    }
  }

  /** Shows the output of a running container until it ends; returns its exit code. */
  int attach(Container container, boolean input) {
    boolean tty = container.spec().process().tty();
    try (var _ = tty && input ? invocation.terminal().raw() : nothing();
        Attachment attachment = containers.attach(container, io(input, tty));
        var _ = signals(number -> signal(container, number))) {
      int code = containers.exit(container).get();
      attachment.awaitEnd();
      return code;
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExecIo io(boolean input, boolean tty) {
    Terminal.Size size = tty ? invocation.terminal().size() : new Terminal.Size(0, 0);
    return new ExecIo(input ? invocation.in() : null, sink(), size.columns(), size.rows());
  }

  private OutputSink sink() {
    return (stream, bytes) -> {
      var out = stream == StdStream.STDOUT ? invocation.out() : invocation.err();
      out.write(bytes, 0, bytes.length);
      out.flush();
    };
  }

  private interface SignalTarget {
    void send(int number);
  }

  private Interrupts.Registration signals(SignalTarget target) {
    return invocation
        .interrupts()
        .handle((Signal signal) -> target.send(signal == Signal.PIPE ? SIGKILL : signal.number()));
  }

  private void signal(Container container, int number) {
    try {
      containers.kill(container, Integer.toString(number));
    } catch (JstackException e) {
      // It has just ended: nobody is left to hear the signal.
    }
  }

  private interface Resizing {
    void resize(int columns, int rows);
  }

  private void resize(Resizing target) {
    Terminal.Size size = invocation.terminal().size();
    target.resize(size.columns(), size.rows());
  }

  private static Terminal.Restore nothing() {
    return () -> {};
  }
}
