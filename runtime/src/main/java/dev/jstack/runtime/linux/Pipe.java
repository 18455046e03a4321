package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.lang.ref.Reference;

/** An anonymous pipe; both ends are close-on-exec. */
public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
  /** pipe2(2); {@code flags} may add O_NONBLOCK. */
  public static Pipe open(int flags) {
    try (var ends = new Memory(2 * Integer.BYTES)) {
      Kernel.check("pipe", Syscall.PIPE2, Kernel.address(ends), flags | Fd.O_CLOEXEC);
      Reference.reachabilityFence(ends);
      return new Pipe(Fd.own(ends.getInt(0)), Fd.own(ends.getInt(Integer.BYTES)));
    }
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
