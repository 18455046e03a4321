package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DetachKeys;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import picocli.CommandLine.Option;

/** How to be with a running container: docker's {@code attach}, and Compose's. */
final class AttachOptions {
  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      converter = DetachKeys.Converter.class,
      description = "What to type to leave it running (default: ctrl-p,ctrl-q).")
  private DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);

  @Option(names = "--no-stdin", description = "Don't give it standard input.")
  private boolean noInput;

  @Option(
      names = "--sig-proxy",
      arity = "0..1",
      fallbackValue = "true",
      description = "Give it the signals that jstack gets (default: true).")
  private boolean signals = true;

  /** Returns the container's exit code. */
  public int attach(Session session, Container container) {
    boolean restarting = session.engine().containers().restarting(container);
    if (restarting) {
      throw new ConflictException(
          "cannot attach to a restarting container, wait until it is running");
    }
    if (!container.state().status().isAlive()) {
      throw new ConflictException("cannot attach to a stopped container, start it first");
    }
    if (container.state().status() == Status.PAUSED) {
      throw new ConflictException("cannot attach to a paused container, unpause it first");
    }
    boolean input = !noInput && container.spec().process().stdinOpen();
    return new ForegroundRun(session)
        .attach(container, new ForegroundRun.Manner(input, keys, signals));
  }
}
