package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Syscall;

/**
 * A reaping PID 1 ({@code init: true}): the player on a list of its own, with the container's user
 * and rights and no memory shared with the keeper. It starts the program in a process group of its
 * own, forwards signals to it, reaps orphans, and ends with the program's exit code or 128 +
 * signal.
 */
final class InitList {
  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_SET_NAME = 15;
  private static final int TIOCSPGRP = 0x5410;
  private static final int SIGTTIN = 21;
  private static final int SIGTTOU = 22;
  private static final int SIG_SETMASK = 2;
  private static final int P_ALL = 0;
  private static final int WEXITED_NOHANG = 4 | 1;
  private static final int SIGINFO_BYTES = 128;
  private static final int SI_CODE = 8;
  private static final int SI_PID = 16;
  private static final int SI_STATUS = 24;
  private static final int CLD_EXITED = 1;
  private static final int SIGNAL_BASE = 128;

  private final LaunchRequest request;
  private final LaunchList list = new LaunchList();
  private final Register child = list.register();
  private final long siginfo = list.reserve(SIGINFO_BYTES);
  private final Label ended = new Label();

  private InitList(LaunchRequest request) {
    this.request = request;
  }

  static LaunchList of(LaunchRequest request) {
    var init = new InitList(request);
    init.fork();
    init.serve();
    init.exit();
    return init.list;
  }

  private void fork() {
    var parent = new Label();
    var process = new Label();
    list.step("prctl(PR_SET_NAME, \"jstack-init\")")
        .call(Syscall.PRCTL, PR_SET_NAME, "jstack-init");
    list.step("clone(process)").call(Syscall.CLONE, Flags.SIGCHLD, 0, 0, 0, 0).into(child);
    list.jumpIfEqual(child, 0, process);
    list.jump(parent);
    list.place(process);
    list.step("setpgid()").call(Syscall.SETPGID, 0, 0);
    if (request.stdio() instanceof Stdio.Tty) {
      long group = list.reserve(Long.BYTES);
      list.store(group, list.call(Syscall.GETPID).result());
      list.call(Syscall.IOCTL, 0, TIOCSPGRP, group);
    }
    list.step("rt_sigprocmask(none blocked)")
        .call(Syscall.RT_SIGPROCMASK, SIG_SETMASK, list.words(0), 0, Long.BYTES);
    new ExecSteps(list, request.argv(), request.environment()).run();
    list.place(parent);
  }

  /**
   * All signals are blocked, so each is waited for. It is as open to the container as any program
   * of its own, because people write to the log by {@code /proc/1/fd/1}; {@link InitProgram} says
   * why that gives nothing away.
   */
  private void serve() {
    var next = new Label();
    var reap = new Label();
    list.step("prctl(PR_SET_DUMPABLE, 1)").call(Syscall.PRCTL, PR_SET_DUMPABLE, 1).anyway();
    list.step("rt_sigtimedwait(any)");
    list.place(next);
    var signal =
        list.call(Syscall.RT_SIGTIMEDWAIT, list.words(-1), siginfo, 0, Long.BYTES)
            .anyway()
            .result();
    list.jumpIfEqual(signal, Flags.SIGCHLD, reap);
    list.jumpIfEqual(signal, SIGTTIN, next);
    list.jumpIfEqual(signal, SIGTTOU, next);
    list.jumpIfNegative(signal, next);
    list.call(Syscall.KILL, child, signal).anyway();
    list.jump(next);
    list.place(reap);
    list.step("waitid(any)");
    var result = list.call(Syscall.WAITID, P_ALL, 0, siginfo, WEXITED_NOHANG, 0).anyway().result();
    list.jumpIfNegative(result, next);
    var pid = list.load(siginfo + SI_PID);
    list.jumpIfEqual(pid, 0, next);
    list.jumpIfEqual(pid, child, ended);
    list.jump(reap);
  }

  private void exit() {
    var own = new Label();
    var exited = new Label();
    var absent = new Label();
    list.place(ended);
    list.step("exit_group(the program's code)");
    list.jumpIfEqual(list.load(LaunchList.FAILED_AT), 0, own);
    list.jumpIfEqual(list.load(LaunchList.ERRNO), Errno.ENOENT.number(), absent);
    list.call(Syscall.EXIT_GROUP, LaunchException.NOT_EXECUTABLE);
    list.place(absent);
    list.call(Syscall.EXIT_GROUP, LaunchException.NOT_FOUND);
    list.place(own);
    var status = list.load(siginfo + SI_STATUS);
    list.jumpIfEqual(list.load(siginfo + SI_CODE), CLD_EXITED, exited);
    list.call(Syscall.EXIT_GROUP, list.sum(status, SIGNAL_BASE));
    list.place(exited);
    list.call(Syscall.EXIT_GROUP, status);
  }
}
