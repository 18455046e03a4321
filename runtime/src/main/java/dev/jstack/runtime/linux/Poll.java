package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.List;

/** Waits until one of some descriptors can be read (ppoll(2)). */
public final class Poll {
  private static final int POLLIN = 1;
  private static final int ENTRY = 8;

  private Poll() {}

  /**
   * The descriptors of {@code waiting} that are readable or at their end, in order; empty after
   * {@code millis} (-1: never).
   */
  public static List<Fd> readable(List<Fd> waiting, long millis) {
    try (var memory = new Memory(Math.max(1, waiting.size()) * (long) ENTRY + 16)) {
      memory.clear();
      for (int i = 0; i < waiting.size(); i++) {
        memory.setInt(i * (long) ENTRY, waiting.get(i).number());
        memory.setShort(i * (long) ENTRY + 4, (short) POLLIN);
      }
      long time = waiting.size() * (long) ENTRY;
      memory.setLong(time, millis / 1000);
      memory.setLong(time + 8, millis % 1000 * 1_000_000);
      long address = Kernel.address(memory);
      long timeout = millis < 0 ? 0 : address + time;
      Kernel.check("poll", Syscall.PPOLL, address, waiting.size(), timeout, 0, 0);
      var ready = new ArrayList<Fd>();
      for (int i = 0; i < waiting.size(); i++) {
        if (memory.getShort(i * (long) ENTRY + 6) != 0) {
          ready.add(waiting.get(i));
        }
      }
      return ready;
    }
  }
}
