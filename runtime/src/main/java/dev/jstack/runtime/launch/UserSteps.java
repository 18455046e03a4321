package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.OwnLimit;
import dev.jstack.runtime.linux.Syscall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Into a user namespace that has its map. What needs the host's root comes first; from {@link
 * #enter} on there are powers over the namespace only, but files of the host's root are still one's
 * own until {@link #becomeRoot}.
 */
final class UserSteps {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int P_PID = 1;
  private static final int WEXITED = 4;
  private static final int SIGINFO_BYTES = 128;
  private static final int CLONE_ARGS_WORDS = 11;

  private final LaunchList list;

  UserSteps(LaunchList list) {
    this.list = list;
  }

  /**
   * In a keeper, which stays outside: from here on the list is played by its child, the usher, with
   * the same descriptors. The usher's child is the keeper's; the keeper goes on at {@code keeper}
   * when the usher has ended, unless there is no child.
   */
  void usher(@Nullable Register cgroup, Label keeper) {
    long flags = Flags.CLONE_FILES | (cgroup == null ? 0 : Flags.CLONE_INTO_CGROUP);
    long arguments = list.words(flags, 0, 0, 0, Flags.SIGCHLD, 0, 0, 0, 0, 0, 0);
    var child = list.register();
    var usher = new Label();
    var failed = new Label();
    list.step("clone3(usher)");
    if (cgroup != null) {
      list.store(arguments + (CLONE_ARGS_WORDS - 1) * (long) Long.BYTES, cgroup);
    }
    list.call(Syscall.CLONE3, arguments, CLONE_ARGS_WORDS * Long.BYTES).into(child);
    list.jumpIfEqual(child, 0, usher);
    list.step("waitid(usher)");
    list.call(Syscall.WAITID, P_PID, child, list.reserve(SIGINFO_BYTES), WEXITED, 0);
    list.jumpIfEqual(list.load(LaunchList.PID), 0, failed);
    list.jump(keeper);
    list.place(failed);
    list.call(Syscall.EXIT_GROUP, LaunchException.BROKEN);
    list.place(usher);
    list.step("prctl(PR_SET_PDEATHSIG, SIGKILL)");
    list.call(Syscall.PRCTL, PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
  }

  /** Limits above our own; what is below comes when everything is in its place. */
  void raise(List<Rlimit> limits) {
    for (var limit : limits) {
      if (Long.compareUnsigned(limit.hard(), OwnLimit.hard(limit.number())) > 0) {
        list.step("prlimit64(" + limit.name() + " up to " + limit.hard() + ")");
        long value = list.words(limit.hard(), limit.hard());
        list.call(Syscall.PRLIMIT64, 0, limit.number(), value, 0);
      }
    }
  }

  /** With a mount namespace that belongs to it. */
  void enter(UserNamespace user) {
    String map = user.map().users().toString().strip().replace("\n", ", ");
    list.step("setns(user " + map + ")").call(Syscall.SETNS, user.fd(), Flags.CLONE_NEWUSER);
    list.step("unshare(mount)").call(Syscall.UNSHARE, Flags.CLONE_NEWNS);
  }

  /** A change of ids makes a process visible (fs.suid_dumpable): it is hidden again. */
  void becomeRoot() {
    list.step("setresgid(0), setresuid(0) of the user namespace");
    list.call(Syscall.SETRESGID, 0, 0, 0);
    list.call(Syscall.SETRESUID, 0, 0, 0);
    list.call(Syscall.PRCTL, PR_SET_DUMPABLE, 0);
  }
}
