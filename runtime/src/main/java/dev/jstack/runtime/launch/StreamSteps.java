package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Syscall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects stdin, stdout and stderr of a process without a terminal. */
final class StreamSteps {
  private static final int NULL_MODE = Flags.S_IFCHR | 0666;
  private static final int NULL_DEVICE = 0x103;

  private final LaunchList list;
  private final Stdio stdio;
  private final boolean kept;
  private final boolean confined;
  private final List<Integer> empty = new ArrayList<>();

  StreamSteps(LaunchList list, LaunchRequest request) {
    this.list = list;
    this.stdio = request.stdio();
    this.kept = request.supervision() instanceof Supervision.Keeper;
    this.confined = OwnUser.isConfined() || request.isMapped();
  }

  /** While the host's /proc is there. */
  void connect() {
    if (stdio instanceof Stdio.Streams(Fd in, Fd out, Fd err)) {
      list.step("dup3(stdin, stdout, stderr)");
      connect(in, 0, Flags.READ);
      connect(out, 1, Flags.WRITE);
      connect(err, 2, Flags.WRITE);
    }
  }

  /**
   * Streams that go nowhere use the container's own /dev/null, or a private one where {@code dev}
   * is null: who may chmod it must not reach the host's.
   */
  void nothing(@Nullable Register dev) {
    if (empty.isEmpty()) {
      return;
    }
    list.step("dup3(/dev/null)");
    var from = dev == null ? privateNull() : dev;
    var opened = list.call(Syscall.OPENAT, from, "null", Fd.O_RDWR | Fd.O_CLOEXEC, 0).result();
    empty.forEach(number -> list.call(Syscall.DUP3, opened, number, 0));
    list.call(Syscall.CLOSE, opened);
  }

  private Register privateNull() {
    var directory = list.temporary();
    FileSystem.create(list, "tmpfs", "size=4k", 0, directory);
    list.call(Syscall.MKNODAT, directory, "null", NULL_MODE, NULL_DEVICE);
    return directory;
  }

  /** A keeper's FIFOs are open for reading and writing; the process gets its own, one-way. */
  private void connect(Fd from, int number, int flags) {
    if (NullDevice.is(from) && !confined) {
      empty.add(number);
    } else if (kept) {
      String path = "/proc/self/fd/" + list.keep(from);
      var own = list.call(Syscall.OPENAT, Flags.AT_FDCWD, path, flags, 0).result();
      list.call(Syscall.DUP3, own, number, 0);
      list.call(Syscall.CLOSE, own);
    } else {
      list.call(Syscall.DUP3, from, number, 0);
    }
  }
}
