package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The library that runc compiles its filters with (seccomp.h); for comparison. */
public final class LibSeccomp implements AutoCloseable {
  private static final int COMPARISON_BYTES = 24;

  private final NativeLibrary library;
  private final Pointer filter;

  private LibSeccomp(NativeLibrary library, int otherwise) {
    this.library = library;
    this.filter =
        (Pointer) library.getFunction("seccomp_init").invoke(Pointer.class, of(otherwise));
  }

  /** A filter with this action for what no rule is about; empty where the library is missing. */
  public static Optional<LibSeccomp> filter(int otherwise) {
    try {
      return Optional.of(new LibSeccomp(NativeLibrary.getInstance("libseccomp.so.2"), otherwise));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** {@code scmp_compare} and its operands; for a masked comparison {@code first} is the mask. */
  public record Comparison(int argument, int operator, long first, long second) {}

  /** Only for these ABIs, by their SCMP_ARCH_ numbers. */
  public void architectures(List<Integer> tokens) {
    int machine = call("seccomp_arch_native");
    tokens.forEach(token -> {
      if (token != machine) {
        check("seccomp_arch_add", filter, token);
      }
    });
    if (!tokens.contains(machine)) {
      check("seccomp_arch_remove", filter, machine);
    }
  }

  /** The number there, also if it is one of the library's own for what has none; or empty. */
  public Optional<Integer> number(String name, int token) {
    int number = call("seccomp_syscall_resolve_name_arch", token, name);
    return number == -1 ? Optional.empty() : Optional.of(number);
  }

  /** A rule about the call that has this name on the machine's first ABI. */
  public void rule(int action, String name, List<Comparison> comparisons) {
    int number = call("seccomp_syscall_resolve_name", name);
    if (number == -1) {
      return;
    }
    try (var memory = new Memory(Math.max(1, comparisons.size()) * (long) COMPARISON_BYTES)) {
      for (int i = 0; i < comparisons.size(); i++) {
        var comparison = comparisons.get(i);
        long at = i * (long) COMPARISON_BYTES;
        memory.setInt(at, comparison.argument());
        memory.setInt(at + 4, comparison.operator());
        memory.setLong(at + 8, comparison.first());
        memory.setLong(at + 16, comparison.second());
      }
      check("seccomp_rule_add_array", filter, action, number, comparisons.size(), memory);
    }
  }

  /** The program as the kernel would get it. */
  public byte[] program() throws IOException {
    var file = Files.createTempFile("libseccomp", ".bpf");
    try (var fd = Fd.open(file.toString(), Fd.O_RDWR)) {
      check("seccomp_export_bpf", filter, fd.number());
      return Files.readAllBytes(file);
    } finally {
      Files.delete(Path.of(file.toString()));
    }
  }

  private void check(String function, Object... arguments) {
    int result = call(function, arguments);
    if (result != 0) {
      throw new IllegalStateException(function + ": " + result + " of " + List.of(arguments));
    }
  }

  private int call(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private static Object[] of(Object... arguments) {
    return arguments;
  }

  @Override
  public void close() {
    library.getFunction("seccomp_release").invokeVoid(of(filter));
  }
}
