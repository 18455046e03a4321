package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.ProcFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Network settings of the calling thread's namespace, below /proc/sys/net. */
final class Sysctl {
  private static final Path NET = Path.of("/proc/sys/net");

  private static final boolean IPV6 = Files.exists(NET.resolve("ipv6"));

  private Sysctl() {}

  static String read(String name) {
    try {
      return String.join("\n", ProcFile.lines(NET.resolve(name).toString())).strip();
    } catch (UncheckedIOException e) {
      throw new JstackException("cannot read " + NET.resolve(name), e);
    }
  }

  static void write(String name, String value) {
    try (var out = new FileOutputStream(NET.resolve(name).toString())) {
      out.write(value.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new JstackException("cannot write " + NET.resolve(name), e);
    }
  }

  /** Names this boot of the machine. */
  static String bootId() {
    return read("../kernel/random/boot_id");
  }

  /** Whether the kernel has IPv6. */
  static boolean ipv6() {
    return IPV6;
  }
}
