package dev.jstack.runtime.linux;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/** Changes of the process that jstack itself runs in. */
public final class OwnProcess {
  private static final int PR_SET_DUMPABLE = 4;

  private static final int PRIO_PGRP = 1;
  private static final int CPU_MASK_BYTES = 1024;

  private OwnProcess() {}

  /**
   * Makes the process leader of a new session without a terminal (setsid(2)); does nothing when it
   * leads its group already.
   */
  public static void newSession() {
    Kernel.raw(Syscall.SETSID);
  }

  /**
   * Runs on all cores and no nicer than others, as far as it may, whatever nice(1) or taskset(1)
   * made of the one that started it: all threads of the process group (setpriority(2)); this thread
   * and those that it starts (sched_setaffinity(2)).
   */
  public static void shareFairly() {
    Kernel.raw(Syscall.SETPRIORITY, PRIO_PGRP, 0, 0);
    try (var scratch = Scratch.take()) {
      long all = scratch.reserve(CPU_MASK_BYTES);
      scratch.memory().setMemory(scratch.offset(all), CPU_MASK_BYTES, (byte) 0xff);
      Kernel.raw(Syscall.SCHED_SETAFFINITY, 0, CPU_MASK_BYTES, all);
    }
  }

  /** Nobody but root can look into the process from now on (prctl(2), PR_SET_DUMPABLE). */
  public static void hide() {
    Kernel.check("hide process", Syscall.PRCTL, PR_SET_DUMPABLE, 0);
  }

  /** Gives free memory of the C library back to the kernel (malloc_trim(3)), where it can. */
  public static void trimMemory() {
    Trim.run();
  }

  private static final class Trim {
    private static void run() {
      try {
        Function trim = NativeLibrary.getInstance("c").getFunction("malloc_trim");
        trim.invokeInt(new Object[] {0L});
      } catch (UnsatisfiedLinkError e) {
        // Only glibc has it.
      }
    }
  }
}
