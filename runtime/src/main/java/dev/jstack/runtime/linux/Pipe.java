package dev.jstack.runtime.linux;

/** An anonymous pipe; both ends are close-on-exec. */
public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
  /** pipe2(2); {@code flags} may add O_NONBLOCK. */
  public static Pipe open(int flags) {
    try (var scratch = Scratch.take()) {
      long ends = scratch.reserve(2 * Integer.BYTES);
      Kernel.check("pipe", Syscall.PIPE2, ends, flags | Fd.O_CLOEXEC);
      long at = scratch.offset(ends);
      var memory = scratch.memory();
      return new Pipe(Fd.own(memory.getInt(at)), Fd.own(memory.getInt(at + Integer.BYTES)));
    }
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
