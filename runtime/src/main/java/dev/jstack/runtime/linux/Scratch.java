package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory outside the heap for the arguments of a call or two, taken from a pool because native
 * allocation costs more than most calls. Closing it gives it back.
 */
final class Scratch implements AutoCloseable {
  static final int BYTES = 1 << 18;
  private static final int KEPT = 16;
  private static final ConcurrentLinkedQueue<Memory> POOL = new ConcurrentLinkedQueue<>();

  private final Memory memory;
  private long used;

  private Scratch(Memory memory) {
    this.memory = memory;
  }

  static Scratch take() {
    Memory pooled = POOL.poll();
    return new Scratch(pooled == null ? new Memory(BYTES) : pooled);
  }

  Memory memory() {
    return memory;
  }

  /** The address of {@code bytes} fresh bytes, aligned for structures; not zeroed. */
  long reserve(int bytes) {
    long start = used;
    used = (start + bytes + 7) & ~7L;
    if (used > BYTES) {
      throw new IllegalArgumentException("argument too long: " + bytes + " bytes");
    }
    return Kernel.address(memory) + start;
  }

  /** Where {@link #reserve} put that address, as an offset into {@link #memory()}. */
  long offset(long address) {
    return address - Kernel.address(memory);
  }

  /** The address of a NUL-terminated copy. */
  long string(byte[] text) {
    long address = reserve(text.length + 1);
    memory.write(offset(address), Arrays.copyOf(text, text.length + 1), 0, text.length + 1);
    return address;
  }

  /** Likewise; a name with a NUL inside would become another name and is refused. */
  long string(RawPath path) {
    if (path.bytes().indexOf(0) >= 0) {
      throw new LinuxException("name with a NUL byte \"" + path + "\"", Errno.EINVAL);
    }
    return string(path.toBytes());
  }

  @Override
  public void close() {
    if (POOL.size() < KEPT) {
      POOL.add(memory);
    }
  }
}
