package dev.jstack.runtime.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Work inside network namespaces. It is done by one platform thread: setns(2) moves a thread, so it
 * must never happen on a virtual thread's carrier. Sockets opened there stay in their namespace and
 * may be used anywhere. "The host" is the namespace of the thread that made this object; without
 * root, which can't come back to it, another one that stands for it.
 */
public final class NetworkNamespaces implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final String OWN = "/proc/thread-self/ns/net";

  private final Fd host;
  private final boolean apart;
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  public NetworkNamespaces() {
    this(Fd.open(OWN, Fd.O_RDONLY), false);
  }

  private NetworkNamespaces(Fd host, boolean apart) {
    this.host = host;
    this.apart = apart;
    startThread();
  }

  /**
   * With a namespace for the host's that is mounted on {@code pin}, for as long as this process's
   * mount namespace lives; made with its loopback down where there is none yet.
   */
  public static NetworkNamespaces apart(Path pin) {
    return new NetworkNamespaces(pinned(pin).orElseGet(() -> pin(pin)), true);
  }

  private static Optional<Fd> pinned(Path pin) {
    if (!Files.exists(pin)) {
      return Optional.empty();
    }
    var found = Fd.open(pin.toString(), Fd.O_RDONLY);
    if (FileSystemType.of(found) == FileSystemType.NAMESPACE) {
      return Optional.of(found);
    }
    found.close();
    return Optional.empty();
  }

  private static Fd pin(Path pin) {
    var made = new CompletableFuture<Fd>();
    Thread.ofPlatform().name("new netns").start(() -> complete(made, NetworkNamespaces::fresh));
    var namespace = made.join();
    Fd.open(pin.toString(), Fd.O_WRONLY | Fd.O_CREAT, 0600).close();
    try (var tree = Mounts.tree(namespace)) {
      Mounts.attach(tree, pin);
    }
    return namespace;
  }

  private static Fd fresh() {
    unshareCallingThread();
    return Fd.open(OWN, Fd.O_RDONLY);
  }

  /** Works where the bridges are: in the host's namespace, or in what stands for it. */
  public <T> T atHome(Callable<T> work) {
    if (apart) {
      return enter(host, work);
    }
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the host's namespace is another one: what reaches its ports must be carried over. */
  public boolean isApart() {
    return apart;
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

  /** Works in a namespace that somebody else made; if the work fails, it is closed. */
  public <T> T fill(Fd namespace, Work<T> work) {
    return run(() -> {
      try {
        join(namespace);
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
      if (e.getCause() instanceof IOException cause) {
        throw new UncheckedIOException(cause);
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
