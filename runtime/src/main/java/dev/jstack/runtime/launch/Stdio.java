package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;

/** Standard input, output and error of a process. */
public sealed interface Stdio {
  /**
   * Three descriptors. Under a keeper, {@code out} and {@code err} (and {@code in} where stdin
   * stays open) are FIFOs opened O_RDWR: the keeper holds these, the process gets its own
   * write-only ones, and what nobody read is saved in {@code stdout.tail} and {@code stderr.tail}.
   */
  record Streams(Fd in, Fd out, Fd err) implements Stdio {}

  /** A new pseudo-terminal for all three; the master is {@link Launched#terminal()}. */
  record Tty(int columns, int rows) implements Stdio {}
}
