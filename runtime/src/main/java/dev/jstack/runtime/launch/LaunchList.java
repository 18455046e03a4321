package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.Instruction.Operation;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Syscall;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process start as data: instructions for the player, in steps with words, and the memory they
 * use. The player maps it at a fixed address, so addresses are known while it is built.
 *
 * <p>Arguments of calls are numbers, {@link Register}s, {@link Fd}s of the engine (kept open, under
 * the same number, in the player), Strings and byte arrays (their address).
 */
final class LaunchList {
  static final long BASE = 0x1000_0000L;

  /** Words at the list's beginning, written by the player. */
  static final long FAILED_AT = BASE;

  static final long ERRNO = BASE + 8;
  static final long PIDFD = BASE + 16;
  static final long PID = BASE + 24;
  static final long TERMINAL = BASE + 32;
  static final long READY = BASE + 40;
  static final int HEADER_BYTES = 64;

  private static final long FIRST = BASE + HEADER_BYTES;
  static final long DATA_OFFSET = 0x10_0000;
  private static final int DATA_LIMIT = 0xe0_0000;

  /** As encoded: the descriptors in it may be closed by now. */
  private List<Instruction> played = List.of();

  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Fd, Integer> kept = new LinkedHashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Map<String, Long> strings = new HashMap<>();
  private final Map<Integer, Instruction> substitutes = new TreeMap<>();
  private Step step = new Step("begin", false);
  private boolean visible;
  private int permanent = 1;
  private int temporary = Register.COUNT - 1;

  /** The player may be looked into by its user: it has nothing to hide, and gets an id map. */
  void leaveVisible() {
    visible = true;
  }

  boolean visible() {
    return visible;
  }

  /** Begins a step; temporary registers of the one before are free again. */
  LaunchList step(String words) {
    return begin(new Step(words, false));
  }

  /** Begins a step whose failure is about the program to run. */
  LaunchList programStep(String words) {
    return begin(new Step(words, true));
  }

  /** Likewise the last one, which executes {@code program}. */
  LaunchList executeStep(String words, String program) {
    return begin(new Step(words, true, program));
  }

  private LaunchList begin(Step next) {
    step = next;
    temporary = Register.COUNT - 1;
    return this;
  }

  /** A register that holds to the end of the list. */
  Register register() {
    if (permanent > temporary) {
      throw new IllegalStateException("out of registers");
    }
    return new Register(permanent++);
  }

  Register temporary() {
    if (temporary < permanent) {
      throw new IllegalStateException("out of registers in " + step.words());
    }
    return new Register(temporary--);
  }

  Instruction call(Syscall call, Object... arguments) {
    return add(Operation.CALL, call, arguments);
  }

  /** The signed 32-bit word at {@code address}. */
  Register load(long address) {
    return add(Operation.LOAD, null, address).result();
  }

  /** Writes 64 bits. */
  void store(long address, Object value) {
    add(Operation.STORE, null, address, value);
  }

  Register sum(Object a, Object b) {
    return add(Operation.ADD, null, a, b).result();
  }

  void set(Register register, long value) {
    add(Operation.ADD, null, value, 0).into(register);
  }

  void jumpIfEqual(Object a, Object b, Label to) {
    add(Operation.EQUAL, null, a, b, to);
  }

  void jumpIfNegative(Register value, Label to) {
    add(Operation.NEGATIVE, null, value, 0, to);
  }

  void jump(Label to) {
    add(Operation.EQUAL, null, 0, 0, to);
  }

  /** Ends the process as if a call had failed so. */
  void fail(Errno errno) {
    add(Operation.FAIL, null, errno.number());
  }

  void place(Label label) {
    label.place(instructions.size());
  }

  private Instruction add(Operation operation, @Nullable Syscall call, Object... arguments) {
    var resolved = new ArrayList<Object>();
    for (Object argument : arguments) {
      resolved.add(
          switch (argument) {
            case String text -> string(text);
            case byte[] bytes -> bytes(bytes);
            case Fd fd -> keep(fd);
            default -> argument;
          });
    }
    var instruction = new Instruction(this, step, operation, call, resolved);
    instructions.add(instruction);
    return instruction;
  }

  /** The address of a NUL-terminated copy. */
  long string(String text) {
    return strings.computeIfAbsent(
        text,
        t -> {
          byte[] utf8 = t.getBytes(StandardCharsets.UTF_8);
          byte[] terminated = new byte[utf8.length + 1];
          System.arraycopy(utf8, 0, terminated, 0, utf8.length);
          return bytes(terminated);
        });
  }

  /** The address of a copy, aligned for any structure. */
  long bytes(byte[] bytes) {
    long address = BASE + DATA_OFFSET + data.size();
    data.writeBytes(bytes);
    data.writeBytes(new byte[-data.size() & 7]);
    if (data.size() > DATA_LIMIT) {
      throw new LaunchException("arguments and environment are too long", null, Errno.E2BIG, 126);
    }
    return address;
  }

  /** The address of zeroed memory. */
  long reserve(int size) {
    return bytes(new byte[size]);
  }

  /** The address of a structure of 64-bit words. */
  long words(long... words) {
    var buffer = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.nativeOrder());
    for (long word : words) {
      buffer.putLong(word);
    }
    return bytes(buffer.array());
  }

  /** A null-terminated vector of strings, as execve(2) takes them. */
  long vector(List<String> texts) {
    long[] addresses = new long[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      addresses[i] = string(texts.get(i));
    }
    return words(addresses);
  }

  /** The player gets this descriptor, under the same number. */
  int keep(Fd fd) {
    if (fd.number() <= 3) {
      throw new IllegalStateException(fd + " is reserved");
    }
    return kept.computeIfAbsent(fd, Fd::number);
  }

  /** The engine's descriptors the player gets. */
  Set<Fd> kept() {
    return Collections.unmodifiableSet(kept.keySet());
  }

  /** Their numbers, in order; known also when the engine has closed its own. */
  List<Integer> keptNumbers() {
    return kept.values().stream().sorted().toList();
  }

  /** Those without {@code except}. */
  List<Fd> keptBut(Collection<Fd> except) {
    return kept.keySet().stream().filter(fd -> !except.contains(fd)).toList();
  }

  /** A test's hook: the instruction fails with this error instead of being carried out. */
  void fault(int index, Errno errno) {
    substitutes.put(
        index, new Instruction(this, step, Operation.FAIL, null, List.of(errno.number())));
  }

  /** A test's hook: the instruction does nothing. */
  void skip(int index) {
    substitutes.put(index, new Instruction(this, step, Operation.ADD, null, List.of(0, 0)));
  }

  List<Instruction> instructions() {
    var all = new ArrayList<>(Prologue.of(this));
    all.addAll(instructions);
    return all;
  }

  byte[] encodedInstructions() {
    var all = instructions();
    played = all;
    int prologue = all.size() - instructions.size();
    var buffer = ByteBuffer.allocate(all.size() * Instruction.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < all.size(); i++) {
      substitutes.getOrDefault(i, all.get(i)).write(buffer, FIRST, prologue);
    }
    if (buffer.capacity() > DATA_OFFSET - HEADER_BYTES) {
      throw new IllegalStateException("launch list too long");
    }
    return buffer.array();
  }

  byte[] encodedData() {
    return data.toByteArray();
  }

  /** The instruction at an address the player left in {@link #FAILED_AT}. */
  Instruction at(long address) {
    return played.get((int) ((address - FIRST) / Instruction.BYTES));
  }

  /** The steps in words, one a line. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    var seen = Collections.newSetFromMap(new java.util.IdentityHashMap<Step, Boolean>());
    for (var instruction : instructions()) {
      if (seen.add(instruction.step())) {
        text.append(instruction.step().words()).append('\n');
      }
    }
    return text.toString();
  }
}
