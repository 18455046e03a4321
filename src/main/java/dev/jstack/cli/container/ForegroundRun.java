package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DetachKeys;
import dev.jstack.cli.option.EscapeInput;
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
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.output.OutputSink;
import dev.jstack.runtime.container.output.StdStream;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

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
  public static void requireTerminal(Session session, boolean input, boolean tty) {
    if (input && tty && !session.invocation().terminal().isTerminal(Terminal.Stream.IN)) {
      throw new JstackException(
          "the input device is not a TTY; leave -t out to use a pipe or file");
    }
  }

  /** Starts a container and stays with it until it ends; returns its exit code. */
  public int start(Container container, boolean input) {
    return start(container, Manner.usual(input));
  }

  /** Likewise; 0 if the user leaves before. */
  public int start(Container container, Manner manner) {
    return stay(container, manner, io -> containers.startAttached(container, io)).orElse(0);
  }

  /** Shows the output of a running container until it ends; returns its exit code. */
  public int attach(Container container, Manner manner) {
    return stay(container, manner, io -> drawn(containers.attach(container, io)))
        .orElseThrow(ForegroundRun::left);
  }

  /** Another size for a moment makes its program draw anew: a shell shows its prompt. */
  private Attachment drawn(Attachment attachment) {
    Terminal.Size size = invocation.terminal().size();
    if (size.columns() > 0) {
      attachment.resize(size.columns() + 1, size.rows() + 1);
      attachment.resize(size.columns(), size.rows());
    }
    return attachment;
  }

  /** Runs a further program in a container; returns its exit code. */
  int exec(Container container, ProcessSpec process, boolean privileged, Manner manner) {
    boolean tty = process.tty();
    var left = new CompletableFuture<Void>();
    try (var _ = tty && manner.input() ? invocation.terminal().raw() : nothing();
        ExecProcess program =
            containers.exec(container, process, privileged, io(manner, tty, left));
        var _ = signals(program::signal)) {
      if (tty) {
        invocation.terminal().onResize(() -> resize(program::resize));
      }
      return first(left, program.exit(), program::waitFor).orElseThrow(ForegroundRun::left);
    }
  }

  /**
   * How somebody is with a program.
   *
   * @param input whether it gets what they type
   * @param keys with which they leave
   * @param signals whether it gets their signals
   * @param outputs which of its streams they see
   */
  public record Manner(boolean input, DetachKeys keys, boolean signals, Set<StdStream> outputs) {
    /** One who sees all of its output. */
    public Manner(boolean input, DetachKeys keys, boolean signals) {
      this(input, keys, signals, EnumSet.allOf(StdStream.class));
    }

    public static Manner usual(boolean input) {
      return new Manner(input, DetachKeys.parse(DetachKeys.USUAL), true);
    }
  }

  private static JstackException left() {
    return new JstackException("read escape sequence");
  }

  /** Empty if the user left. */
  private Optional<Integer> stay(
      Container container, Manner manner, Function<ExecIo, Attachment> start) {
    boolean tty = container.spec().process().tty();
    var left = new CompletableFuture<Void>();
    try (var _ = tty && manner.input() ? invocation.terminal().raw() : nothing();
        Attachment attachment = start.apply(io(manner, tty, left));
        var _ = manner.signals() ? signals(number -> signal(container, number)) : unheard()) {
      if (tty) {
        invocation.terminal().onResize(() -> resize(attachment::resize));
      }
      var end = containers.exit(container);
      return first(
          left,
          end,
          () -> {
            attachment.awaitEnd();
            return end.join();
          });
    }
  }

  private static Optional<Integer> first(
      CompletableFuture<Void> left, CompletableFuture<Integer> end, Supplier<Integer> code) {
    try {
      CompletableFuture.anyOf(left, end).get();
      return end.isDone() ? Optional.of(code.get()) : Optional.empty();
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExecIo io(Manner manner, boolean tty, CompletableFuture<Void> left) {
    Terminal.Size size = tty ? invocation.terminal().size() : new Terminal.Size(0, 0);
    InputStream typed =
        tty
            ? new EscapeInput(invocation.in(), manner.keys(), () -> left.complete(null))
            : invocation.in();
    return new ExecIo(
        manner.input() ? typed : null, sink(manner.outputs()), size.columns(), size.rows());
  }

  private OutputSink sink(Set<StdStream> shown) {
    return (stream, bytes) -> {
      if (shown.contains(stream)) {
        var out = stream == StdStream.STDOUT ? invocation.out() : invocation.err();
        out.write(bytes, 0, bytes.length);
        out.flush();
      }
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

  private static Interrupts.Registration unheard() {
    return () -> {};
  }

  private static Terminal.Restore nothing() {
    return () -> {};
  }
}
