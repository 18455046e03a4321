package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Memfd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Poll;
import dev.jstack.runtime.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A program on its way to be root of a user namespace of its own, with a mount namespace. Its
 * parent, an <em>anchor</em>, adopts whatever the program leaves behind, reaps it, and ends with
 * the last of it: as long as it lives, the namespaces can be entered, and whoever enters them gets
 * an anchor of its own.
 */
public final class UserNamespaceStart implements AutoCloseable {
  private static final int SIG_SETMASK = 2;
  private static final int PR_SET_NAME = 15;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int P_ALL = 0;
  private static final int WEXITED = 4;
  private static final int CLONE_ARGS_BYTES = 88;
  private static final int SIGINFO_BYTES = 128;
  private static final byte[] GO = {'.'};

  private final LaunchList list;
  private final Memfd memory;
  private final Pipe born;
  private final Pipe gate;
  private final int pid;
  private final Fd process;

  private UserNamespaceStart(
      LaunchList list, Memfd memory, Pipe born, Pipe gate, int pid, Fd process) {
    this.list = list;
    this.memory = memory;
    this.born = born;
    this.gate = gate;
    this.pid = pid;
    this.process = process;
  }

  /**
   * Makes the namespaces and waits for their maps to be written: by the caller, to the process
   * {@link #pid}, once {@link #awaitNamespaces} has returned. Then {@link #go}.
   *
   * @param argv an absolute path first
   * @param log becomes stdout and stderr
   */
  public static UserNamespaceStart make(List<String> argv, List<String> environment, Fd log) {
    var born = Pipe.open(0);
    var gate = Pipe.open(0);
    return start(made(argv, environment, log, born, gate), born, gate);
  }

  /** Enters the namespaces of an anchor that lives; {@link #go} isn't needed. */
  public static UserNamespaceStart join(
      int anchor, List<String> argv, List<String> environment, Fd log) {
    var born = Pipe.open(0);
    var gate = Pipe.open(0);
    return start(joined(anchor, argv, environment, log, born), born, gate);
  }

  static UserNamespaceStart start(LaunchList list, Pipe born, Pipe gate) {
    var memory = Player.memory("jstack-anchor", list);
    try (var player = Player.open()) {
      int pid = player.play(list, memory, List.of("jstack-anchor"));
      var start =
          new UserNamespaceStart(list, memory, born, gate, pid, Pidfd.open(pid).orElseThrow());
      born.writer().close();
      gate.reader().close();
      return start;
    }
  }

  static LaunchList made(
      List<String> argv, List<String> environment, Fd log, Pipe born, Pipe gate) {
    var list = new LaunchList();
    list.leaveVisible();
    name(list, "jstack-anchor");
    list.step("unshare(user, mount)")
        .call(Syscall.UNSHARE, Flags.CLONE_NEWUSER | Flags.CLONE_NEWNS);
    list.step("write(namespaces are there)").call(Syscall.WRITE, born.writer(), ".", 1);
    list.step("read(until the maps are written)");
    var word = list.call(Syscall.READ, gate.reader(), list.reserve(Long.BYTES), 1).result();
    var mapped = new Label();
    list.jumpIfEqual(word, 1, mapped);
    list.call(Syscall.EXIT_GROUP, 0);
    list.place(mapped);
    list.step("setresgid(0), setresuid(0)");
    list.call(Syscall.SETRESGID, 0, 0, 0);
    list.call(Syscall.SETRESUID, 0, 0, 0);
    anchor(list, argv, environment, log);
    return list;
  }

  /** What the program leaves lives below this process, and this process as long as any of it. */
  private static void anchor(LaunchList list, List<String> argv, List<String> environment, Fd log) {
    list.step("prctl(PR_SET_CHILD_SUBREAPER)").call(Syscall.PRCTL, PR_SET_CHILD_SUBREAPER, 1);
    fork(list, argv, environment, log);
    reap(list);
  }

  static LaunchList joined(
      int anchor, List<String> argv, List<String> environment, Fd log, Pipe born) {
    var list = new LaunchList();
    list.leaveVisible();
    name(list, "jstack-anchor");
    list.step("setns(user, mount of " + anchor + ")");
    var directory = "/proc/" + anchor + "/ns/";
    var user = list.register();
    var mount = list.register();
    list.call(Syscall.OPENAT, Flags.AT_FDCWD, directory + "user", Flags.READ, 0).into(user);
    list.call(Syscall.OPENAT, Flags.AT_FDCWD, directory + "mnt", Flags.READ, 0).into(mount);
    list.call(Syscall.SETNS, user, Flags.CLONE_NEWUSER);
    list.call(Syscall.SETNS, mount, Flags.CLONE_NEWNS);
    list.call(Syscall.SETRESGID, 0, 0, 0);
    list.call(Syscall.SETRESUID, 0, 0, 0);
    list.step("write(namespaces are there)").call(Syscall.WRITE, born.writer(), ".", 1);
    anchor(list, argv, environment, log);
    return list;
  }

  private static void name(LaunchList list, String name) {
    list.step("prctl(PR_SET_NAME)").call(Syscall.PRCTL, PR_SET_NAME, name);
  }

  private static void fork(LaunchList list, List<String> argv, List<String> environment, Fd log) {
    list.step("clone3(program)");
    long arguments = list.words(0, 0, 0, 0, Flags.SIGCHLD, 0, 0, 0, 0, 0, 0);
    var child = list.register();
    var parent = new Label();
    var program = new Label();
    list.call(Syscall.CLONE3, arguments, CLONE_ARGS_BYTES).into(child);
    list.jumpIfEqual(child, 0, program);
    list.store(LaunchList.PID, child);
    list.jump(parent);
    list.place(program);
    list.step("setsid()").call(Syscall.SETSID);
    list.step("dup3(log)");
    list.call(Syscall.DUP3, log, 1, 0);
    list.call(Syscall.DUP3, log, 2, 0);
    list.step("rt_sigprocmask(none blocked)")
        .call(Syscall.RT_SIGPROCMASK, SIG_SETMASK, list.words(0), 0, Long.BYTES);
    new ExecSteps(list, argv, environment).run();
    list.place(parent);
  }

  /** Until there is nobody left to wait for. */
  private static void reap(LaunchList list) {
    list.keptBut(List.of()).forEach(fd -> list.call(Syscall.CLOSE, fd).anyway());
    var again = new Label();
    var end = new Label();
    long siginfo = list.reserve(SIGINFO_BYTES);
    list.place(again);
    list.step("waitid(any)");
    var result = list.call(Syscall.WAITID, P_ALL, 0, siginfo, WEXITED, 0).anyway().result();
    list.jumpIfNegative(result, end);
    list.jump(again);
    list.place(end);
    list.step("exit_group(0)").call(Syscall.EXIT_GROUP, 0);
  }

  /** The process whose maps are to be written. */
  public int pid() {
    return pid;
  }

  /** Waits for the namespaces; what made them impossible is a {@link LaunchException}. */
  public void awaitNamespaces() {
    if (new FileInput(born.reader()).read(new byte[1], 0, 1) != 1) {
      throw failure();
    }
  }

  /** The maps are written: the program may start. */
  public void go() {
    try {
      new FileOutput(gate.writer()).write(GO, 0, 1);
    } catch (LinuxException e) {
      throw e.is(Errno.EPIPE) ? failure() : e;
    }
  }

  /** The program's process, once it is there. */
  public Optional<Fd> program() {
    int number = (int) word(LaunchList.PID);
    return number == 0 ? Optional.empty() : Pidfd.open(number);
  }

  /** Whether the anchor has ended: nothing of the program is left. */
  public boolean hasEnded() {
    return !Poll.readable(List.of(process), 0).isEmpty();
  }

  /** Why an entry of the list failed; empty if none has. */
  public Optional<LaunchException> failed() {
    return word(LaunchList.FAILED_AT) == 0 ? Optional.empty() : Optional.of(failure());
  }

  private LaunchException failure() {
    long at = word(LaunchList.FAILED_AT);
    if (at == 0) {
      return new LaunchException(
          "the user namespace's first process was killed", null, Errno.ECANCELED, 1);
    }
    var errno = Errno.of((int) word(LaunchList.ERRNO));
    return new LaunchException(list.at(at).failure(errno), null, errno, 1);
  }

  private long word(long address) {
    return ByteBuffer.wrap(memory.read(LaunchList.HEADER_BYTES))
        .order(ByteOrder.nativeOrder())
        .getLong((int) (address - LaunchList.BASE));
  }

  @Override
  public void close() {
    born.close();
    gate.close();
    memory.close();
    process.close();
  }
}
