package dev.jstack.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells this boot of the machine from every other (random(4)). */
final class BootId {
  private BootId() {}

  static String current() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
