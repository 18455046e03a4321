package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * The one door to the kernel: raw system calls by number. Results below zero never leave this
 * class's callers: they become a {@link LinuxException} with the call's subject.
 */
final class Kernel {
  static {
    Native.register(Kernel.class, "c");
  }

  private Kernel() {}

  private static native long syscall(long number, long a, long b, long c, long d, long e, long f);

  /** The call's result, or minus the errno. */
  static long raw(Syscall call, long... arguments) {
    long result =
        syscall(
            call.number(),
            at(arguments, 0),
            at(arguments, 1),
            at(arguments, 2),
            at(arguments, 3),
            at(arguments, 4),
            at(arguments, 5));
    return result == -1 ? -Native.getLastError() : result;
  }

  /** The call's result; a failure names {@code action}, for instance {@code open /etc/passwd}. */
  static long check(String action, Syscall call, long... arguments) {
    long result;
    do {
      result = raw(call, arguments);
    } while (result == -Errno.EINTR.number());
    if (result < 0) {
      throw new LinuxException(action, Errno.of((int) -result));
    }
    return result;
  }

  /**
   * A NUL-terminated copy outside the heap; it lives as long as the returned object is reachable.
   */
  static Memory cString(String text) {
    return cString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Likewise for a name that need not be text. */
  static Memory cString(byte[] text) {
    var memory = new Memory(text.length + 1L);
    memory.write(0, text, 0, text.length);
    memory.setByte(text.length, (byte) 0);
    return memory;
  }

  static long address(Pointer pointer) {
    return Pointer.nativeValue(pointer);
  }

  private static long at(long[] arguments, int index) {
    return index < arguments.length ? arguments[index] : 0;
  }
}
