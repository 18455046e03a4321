package dev.jstack.runtime.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a process ended (siginfo_t of waitid(2)).
 *
 * @param status the exit code, or the signal's number when {@code killed}
 * @param killed ended by a signal
 */
public record ExitRecord(int pid, int status, boolean killed) {
  private static final int CLD_EXITED = 1;
  private static final int SIGNAL_BASE = 128;

  /** Reads the bytes a keeper wrote. */
  public static ExitRecord of(byte[] siginfo) {
    var bytes = ByteBuffer.wrap(siginfo).order(ByteOrder.nativeOrder());
    return new ExitRecord(bytes.getInt(16), bytes.getInt(24), bytes.getInt(8) != CLD_EXITED);
  }

  /** The code a shell would see: the exit code, or 128 + signal. */
  public int exitCode() {
    return killed ? SIGNAL_BASE + status : status;
  }
}
