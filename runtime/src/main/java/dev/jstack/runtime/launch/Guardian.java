package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import java.util.List;

/** Waits for the engine's death and starts it again: a launch list too. */
public final class Guardian {
  private static final int SIG_SETMASK = 2;

  private Guardian() {}

  /**
   * Starts a guardian in a session of its own. It reads {@code lifeline}, a pipe whose only write
   * end the engine keeps open: a byte is an orderly end, end-of-file makes it execute {@code argv}
   * (an absolute path first), with {@code log} as stdout and stderr and /dev/null as stdin.
   *
   * @return its process number
   */
  public static int spawn(Fd lifeline, List<String> argv, List<String> environment, Fd log) {
    var list = list(lifeline, argv, environment, log);
    try (var player = Player.open();
        var memory = Player.memory("jstack-launch", list)) {
      return player.play(list, memory, List.of("jstack-guardian"));
    }
  }

  static LaunchList list(Fd lifeline, List<String> argv, List<String> environment, Fd log) {
    var list = new LaunchList();
    var orderly = new Label();
    list.step("read(lifeline)");
    var count =
        list.call(Syscall.READ, lifeline, list.reserve(Long.BYTES), 1).fine(Errno.EINTR).result();
    list.jumpIfEqual(count, 1, orderly);
    list.step("dup3(log)");
    list.call(Syscall.DUP3, log, 1, 0);
    list.call(Syscall.DUP3, log, 2, 0);
    list.step("rt_sigprocmask(none blocked)")
        .call(Syscall.RT_SIGPROCMASK, SIG_SETMASK, list.words(0), 0, Long.BYTES);
    new ExecSteps(list, argv, environment).run();
    list.place(orderly);
    list.step("exit_group(0)").call(Syscall.EXIT_GROUP, 0);
    return list;
  }
}
