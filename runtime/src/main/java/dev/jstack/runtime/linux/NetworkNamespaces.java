package dev.jstack.runtime.linux;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Work inside network namespaces. It is done by one platform thread: setns(2) moves a thread, so it
 * must never happen on a virtual thread's carrier. Sockets opened there stay in their namespace and
 * may be used anywhere. "The host" is the namespace of the thread that made this object.
 */
public final class NetworkNamespaces implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final String OWN = "/proc/thread-self/ns/net";

  private final Fd host = Fd.open(OWN, Fd.O_RDONLY);
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  public NetworkNamespaces() {
    startThread();
  }

  /** Work that is given the namespace it runs in. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Fd namespace) throws Exception;
  }

  /** Makes a namespace and works in it; if the work fails, the namespace is gone. */
  public <T> T create(Work<T> work) {
    return run(() -> {
      Kernel.check("unshare network namespace", Syscall.UNSHARE, CLONE_NEWNET);
      var namespace = Fd.open(OWN, Fd.O_RDONLY);
      try {
        return work.in(namespace);
      } catch (Throwable e) {
        namespace.close();
        throw e;
      }
    });
  }

  /** Works in an existing namespace. */
  public <T> T enter(Fd namespace, Callable<T> work) {
    return run(() -> {
      join(namespace);
      return work.call();
    });
  }

  /** Makes the calling thread, and the threads it starts, live in a namespace of their own. */
  public static void unshareCallingThread() {
    Kernel.check("unshare network namespace", Syscall.UNSHARE, CLONE_NEWNET);
  }

  @Override
  public void close() {
    closed = true;
    tasks.add(() -> {});
  }

  private static void join(Fd namespace) {
    Kernel.check("enter network namespace", Syscall.SETNS, namespace.number(), CLONE_NEWNET);
  }

  private <T> T run(Callable<T> work) {
    if (closed) {
      throw new IllegalStateException("network namespaces are closed");
    }
    var result = new CompletableFuture<T>();
    tasks.add(() -> complete(result, work));
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private void startThread() {
    Thread.ofPlatform().daemon().name("netns").start(this::serve);
  }

  /** A thread that cannot get home again must not do any more work: another takes its place. */
  private void serve() {
    try {
      join(host);
      while (!closed) {
        tasks.take().run();
        join(host);
      }
      host.close();
    } catch (InterruptedException | LinuxException e) {
      if (!closed) {
        startThread();
      }
    }
  }
}
