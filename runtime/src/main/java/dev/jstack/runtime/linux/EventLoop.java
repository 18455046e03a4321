package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One platform thread that waits for many descriptors at once (epoll(7)): FIFOs, pidfds, terminals,
 * inotify and netlink, none of which Java's selectors take. Handlers run on that thread, one at a
 * time, and must not block.
 */
public final class EventLoop implements AutoCloseable {
  public static final int READABLE = 0x001;
  public static final int WRITABLE = 0x004;

  /** Always reported, asked for or not. */
  public static final int ERROR = 0x008;

  /** The other side is closed; always reported. */
  public static final int HANG_UP = 0x010;

  private static final int CTL_ADD = 1;
  private static final int CTL_DELETE = 2;
  private static final int BATCH = 64;
  private static final long WAKE_UP = 0;
  private static final int EFD_NONBLOCK = 0x800;

  /** struct epoll_event is packed on x86-64 only (linux/eventpoll.h). */
  private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;

  private static final int EVENT_BYTES = DATA_OFFSET + 8;

  private final Fd epoll;
  private final Fd wakeUp;
  private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicLong ids = new AtomicLong(WAKE_UP);
  private final Thread thread;
  private volatile boolean closed;

  private EventLoop(String name) {
    epoll = Fd.own(Kernel.check("epoll_create", Syscall.EPOLL_CREATE1, Fd.O_CLOEXEC));
    wakeUp = Fd.own(Kernel.check("eventfd", Syscall.EVENTFD2, 0, Fd.O_CLOEXEC | EFD_NONBLOCK));
    control(CTL_ADD, wakeUp.number(), READABLE, WAKE_UP);
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Starts a loop with a thread of this name. */
  public static EventLoop start(String name) {
    var loop = new EventLoop(name);
    loop.thread.start();
    return loop;
  }

  /** What runs when a descriptor is ready; {@code events} are the loop's constants, or-ed. */
  @FunctionalInterface
  public interface Handler {
    void ready(int events);
  }

  /** A descriptor under watch. Close it before the descriptor. */
  public final class Watch implements AutoCloseable {
    private final long id;
    private final int descriptor;
    private final Handler handler;
    private boolean open = true;

    private Watch(long id, int descriptor, Handler handler) {
      this.id = id;
      this.descriptor = descriptor;
      this.handler = handler;
    }

    /** No handler starts after this, unless called on another thread while one runs. */
    @Override
    public synchronized void close() {
      if (open) {
        open = false;
        watches.remove(id);
        if (epoll.isOpen()) {
          control(CTL_DELETE, descriptor, 0, id);
        }
      }
    }
  }

  /** Calls {@code handler} whenever one of {@code events} is there, for as long as it is. */
  public Watch watch(Fd fd, int events, Handler handler) {
    var watch = new Watch(ids.incrementAndGet(), fd.number(), handler);
    watches.put(watch.id, watch);
    try {
      control(CTL_ADD, watch.descriptor, events, watch.id);
    } catch (LinuxException e) {
      watches.remove(watch.id);
      throw e;
    }
    return watch;
  }

  /** Runs a task on the loop's thread, soon; at once when called there. */
  public void execute(Runnable task) {
    if (isOwnThread()) {
      task.run();
      return;
    }
    tasks.add(task);
    wake();
  }

  private boolean isOwnThread() {
    return thread.threadId() == Thread.currentThread().threadId();
  }

  private void wake() {
    Transfer.write(wakeUp, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
  }

  private void control(int operation, int descriptor, int events, long id) {
    try (var event = new Memory(EVENT_BYTES)) {
      event.setInt(0, events);
      event.setLong(DATA_OFFSET, id);
      Kernel.check(
          "epoll_ctl",
          Syscall.EPOLL_CTL,
          epoll.number(),
          operation,
          descriptor,
          Kernel.address(event));
    }
  }

  private void run() {
    try (var events = new Memory((long) EVENT_BYTES * BATCH)) {
      while (!closed) {
        long count =
            Kernel.check(
                "epoll_wait",
                Syscall.EPOLL_PWAIT,
                epoll.number(),
                Kernel.address(events),
                BATCH,
                -1,
                0,
                0);
        for (int i = 0; i < count; i++) {
          long at = (long) i * EVENT_BYTES;
          dispatch(events.getLong(at + DATA_OFFSET), events.getInt(at));
        }
      }
    } finally {
      epoll.close();
      wakeUp.close();
    }
  }

  private void dispatch(long id, int events) {
    if (id == WAKE_UP) {
      Transfer.read(wakeUp, new byte[8]);
      for (@Nullable Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        guarded(task);
      }
      return;
    }
    var watch = watches.get(id);
    if (watch != null) {
      guarded(() -> watch.handler.ready(events));
    }
  }

  /** A handler's bug must not take everybody's output with it: it is reported as any thread's. */
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      var current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }
  }

  /** Ends the thread; what it watched stays open and is the owners' to close. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    wake();
    if (!isOwnThread()) {
      join();
    }
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
