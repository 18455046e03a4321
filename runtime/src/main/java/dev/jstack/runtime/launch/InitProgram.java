package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import java.util.ArrayList;
import java.util.List;

/** The player and the list it plays as a container's PID 1. */
record InitProgram(Fd player, Fd list) {
  private static final int LIST = 3;

  /** While any call is allowed: the player finds its list under that number. */
  void prepare(LaunchList start) {
    start.step("dup3(init's list)").call(Syscall.DUP3, list, LIST, 0);
  }

  void execute(LaunchList start, List<String> argv) {
    var words = new ArrayList<>(List.of("jstack-init", "--"));
    words.addAll(argv);
    long vector = start.vector(words);
    start
        .step("execveat(init)")
        .call(Syscall.EXECVEAT, player, "", vector, start.words(0), Flags.AT_EMPTY_PATH);
  }
}
