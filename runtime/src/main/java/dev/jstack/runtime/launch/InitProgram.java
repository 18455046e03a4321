package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Memfd;
import dev.jstack.runtime.linux.Syscall;
import java.util.ArrayList;
import java.util.List;

/**
 * The player and the list it plays as a container's PID 1. Both are the container's own, made for
 * one start: through {@code /proc/1/exe} its root can change the mode of the program, through
 * {@code /proc/1/mem} the list, and no other container and no engine has any of them.
 */
record InitProgram(Memfd player, Memfd list) implements AutoCloseable {
  private static final String NAME = "jstack-init";
  private static final int LIST = 3;

  /** Nothing is in the list but what the program is given anyway. */
  static InitProgram of(LaunchRequest request) {
    var list = InitList.of(request);
    return new InitProgram(Player.copy(NAME), Player.memory(NAME, list));
  }

  /** While any call is allowed: the player finds its list under that number. */
  void prepare(LaunchList start) {
    start.step("dup3(init's list)").call(Syscall.DUP3, list.fd(), LIST, 0);
  }

  void execute(LaunchList start, LaunchRequest request) {
    var words = new ArrayList<>(List.of(NAME, "--"));
    words.addAll(request.argv());
    long arguments = start.vector(words);
    long variables = start.vector(request.environment());
    start
        .step("execveat(init)")
        .call(Syscall.EXECVEAT, player.fd(), "", arguments, variables, Flags.AT_EMPTY_PATH);
  }

  @Override
  public void close() {
    player.close();
    list.close();
  }
}
