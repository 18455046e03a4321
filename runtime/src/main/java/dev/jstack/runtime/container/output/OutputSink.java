package dev.jstack.runtime.container.output;

/**
 * Takes a program's output as it comes. It may block: then the program is held back once its pipes
 * are full, and nobody else. Called from one thread at a time.
 */
@FunctionalInterface
public interface OutputSink {
  void write(StdStream stream, byte[] bytes);

  /** Drops everything. */
  static OutputSink none() {
    return (stream, bytes) -> {};
  }
}
