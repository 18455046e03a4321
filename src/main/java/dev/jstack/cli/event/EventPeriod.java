package dev.jstack.cli.event;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Moments;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.event.EngineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when events are shown. */
final class EventPeriod {
  private static final int WAITING = 10_000;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Also what happened since then: 2026-01-02T15:04:05Z, or 10m for an age.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Not what happens after that.")
  private @Nullable String until;

  /** Passes them on as they happen, until the end or an interruption. */
  int follow(Session session, Predicate<EngineEvent> wanted, Consumer<EngineEvent> printer) {
    Instant now = Instant.now();
    Instant start = since == null ? now : Moments.parse(since, now);
    Instant end = until == null ? Instant.MAX : Moments.parse(until, now);
    BlockingQueue<EngineEvent> queue = new LinkedBlockingQueue<>(WAITING);
    var journal = session.engine().containers().journal();
    // A reader that has stopped loses events, and holds up nobody.
    try (var _ = journal.listen(start, event -> queue.offer(event))) {
      for (var event = next(queue, end); event != null; event = next(queue, end)) {
        if (event.time().isAfter(end)) {
          break;
        }
        if (wanted.test(event)) {
          printer.accept(event);
          session.out().flush();
        }
      }
      return ExitCode.OK;
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
  }

  private static @Nullable EngineEvent next(BlockingQueue<EngineEvent> queue, Instant end)
      throws InterruptedException {
    if (end.equals(Instant.MAX)) {
      return queue.take();
    }
    long left = Duration.between(Instant.now(), end).toMillis();
    return queue.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
  }
}
