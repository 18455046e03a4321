package dev.jstack.networking.dns;

/**
 * Whoever was answered often asks again at once: to look out for that for a moment is cheaper than
 * to sleep. Not on a busy machine, where the one who asks waits for the processor that looks out:
 * after some vain lookouts none is held for a while. One thread.
 */
final class Lookout {
  private static final long NANOS = 60_000;
  private static final int VAIN = 4;
  private static final int REST = 2000;

  private long end;
  private int vain;
  private boolean held;

  /** Somebody asked. */
  void met() {
    if (held) {
      vain = 0;
    } else if (vain > VAIN) {
      vain = vain < REST ? vain + 1 : 0;
    }
    held = false;
    end = System.nanoTime() + NANOS;
  }

  /** Whether to look again rather than to sleep. */
  boolean isWorthIt() {
    if (vain > VAIN) {
      return false;
    }
    held = System.nanoTime() < end;
    vain += held ? 0 : 1;
    return held;
  }
}
