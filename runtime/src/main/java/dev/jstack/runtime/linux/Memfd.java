package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;

/** A file in memory without a name (memfd_create(2)). */
public final class Memfd implements AutoCloseable {
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int MFD_NOEXEC_SEAL = 8;
  private static final int MFD_EXEC = 0x10;
  private static final int F_ADD_SEALS = 1033;
  private static final int ALL_SEALS = 0xf;

  private final Fd fd;

  private Memfd(Fd fd) {
    this.fd = fd;
  }

  /** A program that nobody can change any more, to be executed by descriptor. */
  public static Memfd program(String name, byte[] content) {
    var file = create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING, MFD_EXEC);
    file.write(0, content);
    Kernel.check("seal " + name, Syscall.FCNTL, file.fd.number(), F_ADD_SEALS, ALL_SEALS);
    return file;
  }

  /** Memory to share with another process. */
  public static Memfd shared(String name) {
    return create(name, MFD_CLOEXEC, MFD_NOEXEC_SEAL);
  }

  /** Kernels before 6.3 don't know {@code extra}. */
  private static Memfd create(String name, int flags, int extra) {
    try (var scratch = Scratch.take()) {
      long text = scratch.string(name.getBytes(StandardCharsets.UTF_8));
      long result = Kernel.raw(Syscall.MEMFD_CREATE, text, flags | extra);
      if (result < 0) {
        result = Kernel.check("memfd " + name, Syscall.MEMFD_CREATE, text, flags);
      }
      return new Memfd(Fd.own(result));
    }
  }

  public Fd fd() {
    return fd;
  }

  /** Writes all of {@code content} at {@code offset}. */
  public void write(long offset, byte[] content) {
    if (content.length == 0) {
      return;
    }
    try (var memory = new Memory(content.length)) {
      memory.write(0, content, 0, content.length);
      long done = 0;
      while (done < content.length) {
        done +=
            Kernel.check(
                "write memfd",
                Syscall.PWRITE64,
                fd.number(),
                Kernel.address(memory) + done,
                content.length - done,
                offset + done);
      }
    }
  }

  /** The first {@code length} bytes. */
  public byte[] read(int length) {
    try (var memory = new Memory(length)) {
      memory.clear();
      Kernel.check("read memfd", Syscall.PREAD64, fd.number(), Kernel.address(memory), length, 0);
      return memory.getByteArray(0, length);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
