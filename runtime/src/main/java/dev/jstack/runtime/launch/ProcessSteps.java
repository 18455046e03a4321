package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a process in its place to the program: limits, directory, privileges, identity, execve.
 * Without no_new_privs the seccomp filter must be loaded while the process still has CAP_SYS_ADMIN,
 * so few calls may follow it ({@link #AFTER_SECCOMP}).
 */
final class ProcessSteps {
  /** The only calls after the filter; every sensible profile allows them. */
  static final List<Syscall> AFTER_SECCOMP =
      List.of(
          Syscall.SETGROUPS,
          Syscall.SETRESGID,
          Syscall.SETRESUID,
          Syscall.CAPSET,
          Syscall.PRCTL,
          Syscall.WRITE,
          Syscall.RT_SIGPROCMASK,
          Syscall.EXECVE,
          Syscall.EXECVEAT,
          Syscall.EXIT_GROUP);

  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int CAPABILITY_VERSION_3 = 0x2008_0522;
  private static final int SIG_SETMASK = 2;
  private static final int PATH_MAX = 4096;
  private static final int UNREACHABLE = 0x726e_7528; // "(unr", little-endian
  private static final int INSTRUCTION_BYTES = 8;

  private final LaunchList list;
  private final LaunchRequest request;
  private final Fd started;
  private final @Nullable InitProgram init;

  /** {@code init} is the reaping PID 1 to execute in place of the program, or null. */
  ProcessSteps(LaunchList list, LaunchRequest request, Fd started, @Nullable InitProgram init) {
    this.init = init;
    this.list = list;
    this.request = request;
    this.started = started;
  }

  /** {@code directory} is the register with the working directory. */
  void run(Register directory) {
    limits();
    list.step("umask(" + Integer.toOctalString(request.umask()) + ")")
        .call(Syscall.UMASK, request.umask());
    enter(directory);
    if (init != null) {
      init.prepare(list);
    }
    boolean noNewPrivileges = request.privileges().noNewPrivileges();
    if (noNewPrivileges) {
      list.step("prctl(PR_SET_NO_NEW_PRIVS)").call(Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }
    dropBounding();
    if (!noNewPrivileges) {
      seccomp();
    }
    identity();
    capabilities();
    if (request.supervision() instanceof Supervision.Child) {
      dieWithEngine();
    }
    if (noNewPrivileges) {
      seccomp();
    }
    execute();
  }

  private void execute() {
    if (init != null) {
      list.store(LaunchList.READY, 1);
      init.execute(list, request);
      return;
    }
    list.step("rt_sigprocmask(none blocked)");
    list.call(Syscall.RT_SIGPROCMASK, SIG_SETMASK, list.words(0), 0, Long.BYTES);
    list.store(LaunchList.READY, 1);
    new ExecSteps(list, request.argv(), request.environment()).run();
  }

  private void limits() {
    for (var limit : request.limits()) {
      list.step("prlimit64(" + limit.name() + " " + limit.soft() + ":" + limit.hard() + ")");
      long value = list.words(limit.soft(), limit.hard());
      list.call(Syscall.PRLIMIT64, 0, limit.number(), value, 0);
    }
  }

  /** The directory must be inside (CVE-2024-21626). */
  private void enter(Register directory) {
    list.programStep("chdir(\"" + request.workingDir() + "\")");
    list.call(Syscall.FCHDIR, directory);
    long buffer = list.reserve(PATH_MAX);
    list.call(Syscall.GETCWD, buffer, PATH_MAX);
    var outside = new Label();
    var fine = new Label();
    list.jumpIfEqual(list.load(buffer), UNREACHABLE, outside);
    list.jump(fine);
    list.place(outside);
    list.fail(Errno.ENOENT);
    list.place(fine);
  }

  private void dropBounding() {
    var capabilities = request.privileges().capabilities();
    list.step("prctl(PR_CAPBSET_DROP, all but " + capabilities + ")");
    for (int number = 0; number < Long.SIZE; number++) {
      if (!capabilities.has(number)) {
        list.call(Syscall.PRCTL, PR_CAPBSET_DROP, number, 0, 0, 0).fine(Errno.EINVAL);
      }
    }
    list.call(Syscall.PRCTL, PR_SET_KEEPCAPS, 1, 0, 0, 0);
  }

  /** struct sock_fprog, linux/filter.h. */
  private void seccomp() {
    var filter = request.privileges().seccomp();
    if (filter == null) {
      return;
    }
    byte[] program = filter.instructions();
    list.step("seccomp(" + program.length / INSTRUCTION_BYTES + " instructions)");
    long fprog = list.words(program.length / INSTRUCTION_BYTES, list.bytes(program));
    list.call(Syscall.SECCOMP, SECCOMP_SET_MODE_FILTER, 0, fprog);
  }

  private void identity() {
    var identity = request.identity();
    var groups = identity.groups().stream().mapToInt(Long::intValue).toArray();
    list.step("setgroups(" + identity.groups() + ")");
    var set = list.call(Syscall.SETGROUPS, groups.length, StartList.ints(groups));
    if (OwnUser.groups().count() == 1) {
      set.fine(Errno.EPERM); // a namespace of one group has no right to change groups
    }
    long gid = identity.gid();
    list.step("setresgid(" + gid + ")").call(Syscall.SETRESGID, gid, gid, gid);
    long uid = identity.uid();
    list.step("setresuid(" + uid + ")").call(Syscall.SETRESUID, uid, uid, uid);
  }

  /** Effective and permitted; inheritable is empty (CVE-2022-24769), so ambient is too. */
  private void capabilities() {
    var set = request.privileges().capabilities();
    var data = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    int low = (int) set.mask();
    int high = (int) (set.mask() >>> Integer.SIZE);
    data.putInt(low).putInt(low).putInt(0).putInt(high).putInt(high).putInt(0);
    list.step("capset(" + set + ")")
        .call(Syscall.CAPSET, StartList.ints(CAPABILITY_VERSION_3, 0), data.array());
  }

  /**
   * After the change of ids, which clears it. A write to the engine's pipe finds out whether the
   * engine has died before: a parent's pid says nothing from inside a process namespace.
   */
  private void dieWithEngine() {
    list.step("prctl(PR_SET_PDEATHSIG, SIGKILL)");
    list.call(Syscall.PRCTL, PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
    list.call(Syscall.WRITE, started, "x", 1);
  }
}
