package dev.jstack.runtime.container.output;

import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Transfer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one pipe or terminal whenever there is something. Lives on the event loop's thread. */
final class OutputPump {
  private static final int BLOCK = 1 << 16;

  private final EventLoop loop;
  private final Fd source;
  private final StdStream stream;
  private final OutputHub hub;
  private final byte[] buffer = new byte[BLOCK];
  private EventLoop.@Nullable Watch watch;
  private boolean ended;

  /** Owns {@code source}, which must not block. */
  OutputPump(EventLoop loop, Fd source, StdStream stream, OutputHub hub) {
    this.loop = loop;
    this.source = source;
    this.stream = stream;
    this.hub = hub;
  }

  void resume() {
    if (watch == null && !ended) {
      watch = loop.watch(source, EventLoop.READABLE, events -> read());
    }
  }

  /** A closed pipe is always reported, so only not watching it at all keeps the loop quiet. */
  void hold() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  /** Reads all there is, held or not. */
  void drain() {
    while (!ended && read()) {
      // read() does the work
    }
  }

  /** One block; false when there is nothing left. */
  private boolean read() {
    int count = Transfer.read(source, buffer);
    if (count > 0) {
      hub.deliver(stream, Arrays.copyOf(buffer, count));
      return true;
    }
    if (count == 0) {
      close();
    }
    return false;
  }

  void close() {
    if (!ended) {
      ended = true;
      hold();
      source.close();
    }
  }
}
