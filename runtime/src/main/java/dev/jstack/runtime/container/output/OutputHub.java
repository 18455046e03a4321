package dev.jstack.runtime.container.output;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a program's output streams meet those who want it: its log, and the sinks attached to it.
 * Everything happens on the event loop's thread, so that the order is the same for all.
 */
public final class OutputHub {
  private final EventLoop loop;
  private final @Nullable LogWriter log;
  private final List<OutputPump> pumps = new ArrayList<>();
  private final List<OutputTap> taps = new ArrayList<>();
  private boolean finished;

  public OutputHub(EventLoop loop, @Nullable LogWriter log) {
    this.loop = loop;
    this.log = log;
  }

  /** Reads {@code source} from now on and closes it at the end. */
  public void read(Fd source, StdStream stream) {
    loop.execute(() -> {
      var pump = new OutputPump(loop, source, stream, this);
      pumps.add(pump);
      settle();
    });
  }

  /** Attaches a sink; {@code sink} sees nothing of what came before. */
  public OutputTap attach(OutputSink sink) {
    var tap = new OutputTap(sink, () -> loop.execute(this::settle));
    tap.start();
    loop.execute(() -> {
      if (finished) {
        tap.end();
      } else {
        taps.add(tap);
      }
    });
    return tap;
  }

  public void detach(OutputTap tap) {
    loop.execute(() -> taps.remove(tap));
    tap.abandon();
  }

  /** On the loop's thread. */
  public void deliver(StdStream stream, byte[] bytes) {
    record(stream, bytes);
    boolean full = false;
    for (var tap : taps) {
      tap.offer(stream, bytes);
      full |= tap.isFull();
    }
    if (full) {
      settle();
    }
  }

  /** A log that can't be written (a full disk) must stop neither the program nor the sinks. */
  private void record(StdStream stream, byte[] bytes) {
    if (log == null) {
      return;
    }
    try {
      log.append(stream, bytes);
    } catch (JstackException e) {
      // A full disk costs the log this piece, and nobody else anything.
    }
  }

  private void finishLog() {
    if (log != null) {
      try {
        log.finish();
      } catch (JstackException e) {
        // Likewise its last piece.
      }
    }
  }

  /** Reads on unless a sink has more than it can take. */
  private void settle() {
    boolean full = taps.stream().anyMatch(OutputTap::isFull);
    for (var pump : pumps) {
      if (full) {
        pump.hold();
      } else {
        pump.resume();
      }
    }
  }

  /** On the loop's thread: reads what is left and lets go of everything. */
  public void finish(Runnable lastWords) {
    if (finished) {
      return;
    }
    pumps.forEach(OutputPump::drain);
    lastWords.run();
    finishLog();
    close();
  }

  /** On the loop's thread: stops reading; the program goes on writing. */
  public void close() {
    finished = true;
    pumps.forEach(OutputPump::close);
    pumps.clear();
    taps.forEach(OutputTap::end);
    taps.clear();
    if (log != null) {
      log.close();
    }
  }
}
