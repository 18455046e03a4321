package dev.jstack.runtime.linux;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work in a mount namespace of its own, where nobody sees what is mounted and which ends with it.
 * What is wanted of it is cloned by descriptor.
 */
final class MountsApart {
  private static final int CLONE_NEWNS = 0x20000;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 1 << 18;

  private MountsApart() {}

  static Fd run(String name, Callable<Fd> work) {
    var task = new FutureTask<>(() -> apart(work));
    Thread.ofPlatform().daemon().name(name).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LinuxException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinuxException("mount " + name, Errno.EINTR);
    }
  }

  private static Fd apart(Callable<Fd> work) throws Exception {
    Kernel.check("unshare mount namespace", Syscall.UNSHARE, CLONE_NEWNS);
    try (var scratch = Scratch.take()) {
      long root = scratch.string(new byte[] {'/'});
      Kernel.check("make / private", Syscall.MOUNT, 0, root, 0, MS_REC | MS_PRIVATE, 0);
    }
    return work.call();
  }
}
