package dev.jstack.runtime.container;

import dev.jstack.runtime.container.output.OutputTap;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** An attachment to a run. */
final class LiveAttachment implements Attachment {
  private final Run run;
  private final OutputTap tap;
  private final @Nullable InputPipe input;

  private LiveAttachment(Run run, OutputTap tap, @Nullable InputPipe input) {
    this.run = run;
    this.tap = tap;
    this.input = input;
  }

  /** Feeds {@code io}'s input, if there is any on both sides. */
  static LiveAttachment of(Run run, OutputTap tap, @Nullable InputPipe input, ExecIo io) {
    if (input != null && io.stdin() != null) {
      // The end of what is typed is not the end of a terminal: others may type there.
      input.feed(io.stdin(), run.terminal() == null);
    }
    run.resize(io.columns(), io.rows());
    return new LiveAttachment(run, tap, input);
  }

  @Override
  public OutputStream stdin() {
    return input == null ? OutputStream.nullOutputStream() : input;
  }

  @Override
  public void resize(int columns, int rows) {
    run.resize(columns, rows);
  }

  @Override
  public void awaitEnd() {
    try {
      tap.awaitDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    run.output().detach(tap);
    if (input != null) {
      input.close();
    }
  }
}
