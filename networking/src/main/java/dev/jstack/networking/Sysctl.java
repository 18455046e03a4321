package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Network settings of the calling thread's namespace, below /proc/sys/net. */
final class Sysctl {
  private static final Path NET = Path.of("/proc/sys/net");

  private Sysctl() {}

  static boolean exists(String name) {
    return Files.exists(NET.resolve(name));
  }

  static String read(String name) {
    try {
      return Files.readString(NET.resolve(name)).strip();
    } catch (IOException e) {
      throw new JstackException("cannot read " + NET.resolve(name), e);
    }
  }

  static void write(String name, String value) {
    try {
      Files.writeString(NET.resolve(name), value);
    } catch (IOException e) {
      throw new JstackException("cannot write " + NET.resolve(name), e);
    }
  }

  /** Names this boot of the machine. */
  static String bootId() {
    return read("../kernel/random/boot_id");
  }

  /** Where the kernel has it. */
  static void writeIfThere(String name, String value) {
    if (exists(name)) {
      write(name, value);
    }
  }
}
