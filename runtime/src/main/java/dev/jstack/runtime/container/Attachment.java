package dev.jstack.runtime.container;

import java.io.OutputStream;

/**
 * A connection to a running container's streams: its output from now on goes to a sink as well as
 * to the log, and its input can be written.
 */
public interface Attachment extends AutoCloseable {
  /** The container's stdin (or terminal); writing blocks while the program doesn't read. */
  OutputStream stdin();

  /** The new size of its terminal; nothing happens without one. */
  void resize(int columns, int rows);

  /** Waits until all output of the current run has reached the sink. */
  void awaitEnd();

  @Override
  void close();
}
