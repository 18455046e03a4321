package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Syscall;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instruction of the player (player-x86_64.s has the layout). */
final class Instruction {
  static final int BYTES = 72;
  private static final int ARGUMENTS = 6;
  private static final int FINE_ERRNOS = 128;

  /** What the player knows, with its codes. */
  enum Operation {
    CALL(0),
    LOAD(1),
    STORE(2),
    EQUAL(3),
    NEGATIVE(4),
    FAIL(5),
    ADD(6);

    private final int code;

    Operation(int code) {
      this.code = code;
    }
  }

  private final Step step;
  private final Operation operation;
  private final @Nullable Syscall call;
  private final List<Object> arguments;
  private final LaunchList list;
  private Register result = Register.LAST;
  private long fineLow;
  private long fineHigh;

  Instruction(
      LaunchList list,
      Step step,
      Operation operation,
      @Nullable Syscall call,
      List<Object> arguments) {
    this.list = list;
    this.step = step;
    this.operation = operation;
    this.call = call;
    this.arguments = new ArrayList<>(arguments);
  }

  Step step() {
    return step;
  }

  Operation operation() {
    return operation;
  }

  @Nullable Syscall call() {
    return call;
  }

  /** The result goes to a register that holds until the next step. */
  Register result() {
    return into(list.temporary());
  }

  Register into(Register register) {
    result = register;
    return register;
  }

  /** These errors are no failure; the result is then minus the error number. */
  Instruction fine(Errno... errnos) {
    for (Errno errno : errnos) {
      if (errno.number() < Long.SIZE) {
        fineLow |= 1L << errno.number();
      } else if (errno.number() < FINE_ERRNOS) {
        fineHigh |= 1L << errno.number();
      }
    }
    return this;
  }

  /** No error is a failure. */
  Instruction anyway() {
    fineLow = -1;
    fineHigh = -1;
    return this;
  }

  /**
   * {@code mount("proc" on "/proc"): EPERM (operation not permitted)}, and in which call; for the
   * program itself Docker's words.
   */
  String failure(Errno errno) {
    String executable = step.executable();
    if (executable != null) {
      return "exec: \"" + executable + "\": " + reason(executable, errno);
    }
    String words = step.words() + ": " + errno;
    String name = call == null ? "" : call.toString();
    return name.isEmpty() || words.startsWith(name) ? words : words + " in " + name;
  }

  private static String reason(String executable, Errno errno) {
    boolean searched = executable.indexOf('/') < 0;
    return searched && errno.equals(Errno.ENOENT)
        ? "executable file not found in $PATH"
        : errno.meaning();
  }

  /** What to do about a program that cannot be run. */
  @Nullable String hint(Errno errno) {
    String executable = step.executable();
    if (executable == null) {
      return null;
    }
    if (errno.equals(Errno.ENOENT) && executable.indexOf('/') >= 0) {
      return "the file, its interpreter (#!) or its loader is missing in the container";
    }
    if (errno.equals(Errno.EACCES)) {
      return "it is a directory, or may not be executed";
    }
    return errno.equals(Errno.ENOEXEC)
        ? "it is built for another architecture, or a script without #!"
        : null;
  }

  int exitCode(Errno errno) {
    if (!step.program()) {
      return LaunchException.BROKEN;
    }
    return errno.equals(Errno.ENOENT) ? LaunchException.NOT_FOUND : LaunchException.NOT_EXECUTABLE;
  }

  boolean mayFail() {
    return operation == Operation.FAIL
        || (operation == Operation.CALL && (fineLow != -1 || fineHigh != -1));
  }

  /** Writes it; {@code origin} is the address of the list's first instruction. */
  void write(ByteBuffer to, long origin, int prologue) {
    int registers = 0;
    long[] values = new long[ARGUMENTS];
    for (int i = 0; i < arguments.size(); i++) {
      Object argument = arguments.get(i);
      if (argument instanceof Register) {
        registers |= 1 << i;
      }
      values[i] = value(argument, origin, prologue);
    }
    to.putInt(call == null ? 0 : call.number()).put((byte) operation.code);
    to.put((byte) registers).put((byte) result.number()).put((byte) 0);
    for (long value : values) {
      to.putLong(value);
    }
    to.putLong(fineLow).putLong(fineHigh);
  }

  private static long value(Object argument, long origin, int prologue) {
    return switch (argument) {
      case Register(int number) -> number;
      case Label label -> origin + (long) (prologue + label.index()) * BYTES;
      case Number number -> number.longValue();
      default -> throw new IllegalArgumentException("argument " + argument);
    };
  }
}
