package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Memfd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One start on its way: from the spawn of the player to the program's first instruction. */
final class Flight implements AutoCloseable {
  private final LaunchRequest request;
  private final LaunchList list;
  private final Pipe started;
  private final Pipe held;
  private final Memfd memory;
  private final CompletableFuture<Launched> result = new CompletableFuture<>();
  private final @Nullable InitProgram init;
  private @Nullable Fd player;
  private long deadline;
  private boolean late;

  private Flight(
      LaunchRequest request,
      LaunchList list,
      Pipe started,
      Pipe held,
      Memfd memory,
      @Nullable InitProgram init) {
    this.init = init;
    this.request = request;
    this.list = list;
    this.started = started;
    this.held = held;
    this.memory = memory;
  }

  /** Prepares everything that needs no clone; {@code change} is a test's hook. */
  static Flight of(LaunchRequest request, Consumer<LaunchList> change) {
    var started = Pipe.open(0);
    var held = Pipe.open(0);
    @Nullable InitProgram init = null;
    try {
      init = request.init() ? InitProgram.of(request) : null;
      var list = StartList.of(request, started.writer(), held.reader(), init);
      change.accept(list);
      return new Flight(request, list, started, held, Player.memory("jstack-launch", list), init);
    } catch (RuntimeException e) {
      started.close();
      held.close();
      if (init != null) {
        init.close();
      }
      throw e;
    }
  }

  CompletableFuture<Launched> result() {
    return result;
  }

  /** On the launching thread: what is killed with the thread that started it hangs on this. */
  void spawn(Player with, long deadlineNanos) {
    int pid = with.play(list, memory, argv());
    player = Pidfd.open(pid).orElseThrow();
    deadline = deadlineNanos;
    started.writer().close();
    held.reader().close();
  }

  private List<String> argv() {
    String name =
        request.supervision() instanceof Supervision.Keeper ? "jstack-keeper" : "jstack-player";
    return List.of(name, request.subject());
  }

  Fd started() {
    return started.reader();
  }

  Fd player() {
    return Objects.requireNonNull(player);
  }

  long deadline() {
    return deadline;
  }

  /** Kills a start that takes too long; its pipe then ends. */
  void expire() {
    late = true;
    deadline = System.nanoTime() + Long.MAX_VALUE / 2;
    kill(header());
    Pidfd.signal(player(), Signal.KILL);
  }

  private void kill(ByteBuffer header) {
    int pid = (int) word(header, LaunchList.PID);
    if (pid != 0) {
      Pidfd.open(pid).ifPresent(Flight::end);
    }
  }

  private static void end(Fd process) {
    try (process) {
      Pidfd.signal(process, Signal.KILL);
    }
  }

  /**
   * When the pipe has ended: the running process, after which the player may go on, or empty if the
   * start has failed. It has also failed if the player was killed with what it shall hand over.
   */
  Optional<Launched> launched() {
    var header = header();
    boolean ready =
        !late && word(header, LaunchList.FAILED_AT) == 0 && word(header, LaunchList.READY) != 0;
    return ready
        ? handed((int) word(header, LaunchList.PIDFD)).flatMap(this::launched)
        : Optional.empty();
  }

  private Optional<Launched> launched(Fd process) {
    var header = header();
    int pid = (int) word(header, LaunchList.PID);
    int terminal = (int) word(header, LaunchList.TERMINAL);
    if (terminal == 0) {
      return Optional.of(new Launched(pid, process, Optional.empty()));
    }
    var master = handed(terminal);
    if (master.isEmpty()) {
      process.close();
    }
    return master.map(fd -> new Launched(pid, process, Optional.of(fd)));
  }

  private Optional<Fd> handed(int descriptor) {
    try {
      return Optional.of(Pidfd.take(player(), descriptor));
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ESRCH) && !e.errno().equals(Errno.EBADF)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Ends what is left of a failed start and says why it failed; a child is reaped. */
  LaunchException failure() {
    var header = header();
    kill(header);
    int pid = (int) word(header, LaunchList.PID);
    if (pid != 0 && request.supervision() instanceof Supervision.Child) {
      Pidfd.open(pid).ifPresent(Flight::reap);
    }
    return explain(header);
  }

  private static void reap(Fd child) {
    try (child) {
      Pidfd.reap(child, false);
    }
  }

  private LaunchException explain(ByteBuffer header) {
    String start = request.subject() + ": cannot start: ";
    long at = word(header, LaunchList.FAILED_AT);
    if (at == 0) {
      String cause = late ? "not started within the time limit" : "killed while starting";
      return new LaunchException(
          start + cause, null, late ? Errno.ETIMEDOUT : Errno.ECANCELED, LaunchException.BROKEN);
    }
    var instruction = list.at(at);
    var errno = Errno.of((int) word(header, LaunchList.ERRNO));
    return new LaunchException(
        start + instruction.failure(errno),
        instruction.hint(errno),
        errno,
        instruction.exitCode(errno));
  }

  private ByteBuffer header() {
    return ByteBuffer.wrap(memory.read(LaunchList.HEADER_BYTES)).order(ByteOrder.nativeOrder());
  }

  private static long word(ByteBuffer header, long address) {
    return header.getLong((int) (address - LaunchList.BASE));
  }

  @Override
  public String toString() {
    return list.toString();
  }

  /** The player's pidfd stays open: whoever reaps it closes it. */
  @Override
  public void close() {
    started.close();
    held.close();
    memory.close();
    if (init != null) {
      init.close();
    }
  }
}
