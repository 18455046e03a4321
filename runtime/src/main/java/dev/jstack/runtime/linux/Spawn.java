package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Starts a program by libc's posix_spawn(3): a vfork inside, so no Java runs between clone and
 * execve. The process has a session of its own, default signal handlers, all signals blocked, and
 * an empty environment.
 */
public final class Spawn {
  private static final int POSIX_SPAWN_SETSIGDEF = 4;
  private static final int POSIX_SPAWN_SETSIGMASK = 8;
  private static final int POSIX_SPAWN_SETSID = 0x80;
  private static final int SIGNAL_SET_BYTES = 128;
  // glibc needs 80 and 336 bytes, musl less.
  private static final int OPAQUE_BYTES = 512;

  static {
    Native.register(Spawn.class, "c");
  }

  private Spawn() {}

  private static native int posix_spawn(
      Pointer pid, Pointer path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

  private static native int posix_spawn_file_actions_init(Pointer actions);

  private static native int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int as);

  private static native int posix_spawn_file_actions_destroy(Pointer actions);

  private static native int posix_spawnattr_init(Pointer attributes);

  private static native int posix_spawnattr_setflags(Pointer attributes, short flags);

  private static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

  private static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

  private static native int posix_spawnattr_destroy(Pointer attributes);

  /** Descriptor {@code from} of this process becomes {@code to} of the new one. */
  public record Descriptor(Fd from, int to) {
    /** The same number on both sides. */
    public static Descriptor same(Fd fd) {
      return new Descriptor(fd, fd.number());
    }
  }

  /** Starts {@code program} and returns its process number; the caller reaps it. */
  public static int start(Fd program, List<String> argv, List<Descriptor> descriptors) {
    try (var memory = new Memory(2L * OPAQUE_BYTES + SIGNAL_SET_BYTES + Long.BYTES)) {
      memory.clear();
      var actions = memory.share(0);
      var attributes = memory.share(OPAQUE_BYTES);
      posix_spawn_file_actions_init(actions);
      posix_spawnattr_init(attributes);
      try {
        for (var descriptor : descriptors) {
          posix_spawn_file_actions_adddup2(actions, descriptor.from.number(), descriptor.to);
        }
        configure(attributes, memory.share(2L * OPAQUE_BYTES));
        return spawn(memory.share(2L * OPAQUE_BYTES), actions, attributes, program, argv);
      } finally {
        posix_spawnattr_destroy(attributes);
        posix_spawn_file_actions_destroy(actions);
      }
    }
  }

  private static void configure(Pointer attributes, Pointer signals) {
    signals.setMemory(0, SIGNAL_SET_BYTES, (byte) 0xff);
    posix_spawnattr_setsigdefault(attributes, signals);
    posix_spawnattr_setsigmask(attributes, signals);
    posix_spawnattr_setflags(
        attributes, (short) (POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID));
  }

  private static int spawn(
      Pointer pid, Pointer actions, Pointer attributes, Fd program, List<String> argv) {
    try (var scratch = Scratch.take()) {
      var path = new Pointer(text(scratch, "/proc/self/fd/" + program.number()));
      long vector = scratch.reserve((argv.size() + 2) * Native.POINTER_SIZE);
      for (int i = 0; i < argv.size(); i++) {
        put(scratch, vector, i, text(scratch, argv.get(i)));
      }
      put(scratch, vector, argv.size(), 0);
      put(scratch, vector, argv.size() + 1, 0);
      var nothing = new Pointer(vector + (argv.size() + 1L) * Native.POINTER_SIZE);
      int error = posix_spawn(pid, path, actions, attributes, new Pointer(vector), nothing);
      if (error != 0) {
        throw new LinuxException("posix_spawn " + argv.getFirst(), Errno.of(error));
      }
      return pid.getInt(0);
    }
  }

  private static void put(Scratch scratch, long vector, int index, long address) {
    long at = scratch.offset(vector) + (long) index * Native.POINTER_SIZE;
    scratch.memory().setLong(at, address);
  }

  private static long text(Scratch scratch, String text) {
    return scratch.string(text.getBytes(StandardCharsets.UTF_8));
  }
}
