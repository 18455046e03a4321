package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a keeper does besides the start: record the pid, wait, save the streams, record the exit.
 */
final class KeeperSteps {
  private static final int P_PID = 1;
  private static final int WEXITED = 4;
  private static final int SIGINFO_BYTES = 128;
  private static final int STAT_BYTES = 1024;
  private static final int SPLICE_F_NONBLOCK = 2;
  private static final int FIFO_BYTES = 1 << 20;
  private static final int PR_SET_NAME = 15;
  private static final int PRIVATE_FILE = 0600;

  private final LaunchList list;
  private final Path path;
  private final Register directory;

  KeeperSteps(LaunchList list, Path path) {
    this.list = list;
    this.path = path;
    this.directory = list.register();
  }

  /** In the player, before the clone. */
  void open() {
    list.step("open(keeper's directory \"" + path + "\")");
    list.call(Syscall.PRCTL, PR_SET_NAME, "jstack-keeper");
    list.call(Syscall.OPENAT, Flags.AT_FDCWD, path.toString(), Flags.DIRECTORY, 0).into(directory);
  }

  /** In the process, while it still sees the host's /proc: the gate before everything else. */
  void record() {
    list.step("write(pid and start time)");
    long line = list.reserve(STAT_BYTES);
    var stat = list.call(Syscall.OPENAT, Flags.AT_FDCWD, "/proc/self/stat", Flags.READ, 0).result();
    var length = list.call(Syscall.READ, stat, line, STAT_BYTES).result();
    var file = replace("pid.new");
    list.call(Syscall.WRITE, file, line, length);
    list.call(Syscall.RENAMEAT2, directory, "pid.new", directory, "pid", 0);
    list.call(Syscall.CLOSE, stat);
    list.call(Syscall.CLOSE, file);
  }

  private Register replace(String name) {
    return list.call(Syscall.OPENAT, directory, name, Flags.REPLACE, PRIVATE_FILE).result();
  }

  /** In the keeper, after the clone, to its end. */
  void keep(Stdio stdio, Fd held) {
    var mine = new ArrayList<Fd>(List.of(held));
    if (stdio instanceof Stdio.Streams(Fd in, Fd out, Fd err)) {
      mine.addAll(List.of(in, out, err));
    }
    list.keptBut(mine).forEach(fd -> list.call(Syscall.CLOSE, fd).anyway());
    long siginfo = list.reserve(SIGINFO_BYTES);
    list.step("waitid(process)");
    list.call(Syscall.WAITID, P_PID, list.load(LaunchList.PID), siginfo, WEXITED, 0);
    leaveUnlessItRan();
    if (stdio instanceof Stdio.Streams(_, Fd out, Fd err)) {
      saveRest(out, "stdout.tail");
      saveRest(err, "stderr.tail");
    }
    list.step("write(exit record)");
    var file = replace("exit.new");
    list.call(Syscall.WRITE, file, siginfo, SIGINFO_BYTES);
    list.call(Syscall.RENAMEAT2, directory, "exit.new", directory, "exit", 0);
    list.step("exit_group(0)");
    list.call(Syscall.READ, held, siginfo, 1).anyway();
    list.call(Syscall.EXIT_GROUP, 0);
  }

  /** A failed start is the launcher's to report: no exit record. */
  private void leaveUnlessItRan() {
    var ran = new Label();
    var failed = new Label();
    list.jumpIfEqual(list.load(LaunchList.READY), 0, failed);
    list.jumpIfEqual(list.load(LaunchList.FAILED_AT), 0, ran);
    list.place(failed);
    list.call(Syscall.EXIT_GROUP, LaunchException.BROKEN);
    list.place(ran);
  }

  /** What nobody has read from a FIFO, in one piece; losing it must not lose the exit record. */
  private void saveRest(Fd stream, String name) {
    list.step("splice(" + name + ")");
    var skip = new Label();
    var file =
        list.call(Syscall.OPENAT, directory, name, Flags.REPLACE, PRIVATE_FILE).anyway().result();
    list.jumpIfNegative(file, skip);
    list.call(Syscall.SPLICE, stream, 0, file, 0, 2 * FIFO_BYTES, SPLICE_F_NONBLOCK).anyway();
    list.call(Syscall.CLOSE, file);
    list.place(skip);
  }
}
